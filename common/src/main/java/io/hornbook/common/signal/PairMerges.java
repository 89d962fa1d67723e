package io.hornbook.common.signal;

import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.IntArrayList;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Byte-pair encoding of short pieces, for their count alone: as long as two neighbours are together
 * a token of the vocabulary, the two whose token comes first in itXX for use by many threads.
 *
 * <p>Every way to part a token into two tokens is an entry of one table of longs: the two, and what
 * they become.
 */
final class PairMerges {
  private static final int BITS = 18;
  private static final int MASK = (1 << BITS) - 1;
  private static final int NONE = Integer.MAX_VALUE;
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private final int[] single = new int[1 << Byte.SIZE];
  private long[] pairs = new long[1 << 16];
  private int count;
  private int shift = Long.SIZE - 16;

  private PairMerges() {}

  /**
   * The merges of an encoding.
   *
   * @param tokens how many it has, numbered from 0
   * @param special the one that is no token of text
   */
  static PairMerges of(Encoding encoding, int tokens, int special) {
    // As Latin-1, so that each character is one byte.
    Map<String, Integer> numbers = new HashMap<>();
    for (int token = 0; token < tokens; token++) {
      if (token != special) {
        numbers.put(bytes(encoding, token), token);
      }
    }
    PairMerges merges = new PairMerges();
    numbers.forEach((bytes, token) -> merges.add(bytes, token, numbers));
    return merges;
  }

  private static String bytes(Encoding encoding, int token) {
    IntArrayList one = new IntArrayList(1);
    one.add(token);
    return new String(encoding.decodeBytes(one), StandardCharsets.ISO_8859_1);
  }

  private void add(String bytes, int token, Map<String, Integer> tokens) {
    if (bytes.length() == 1) {
      single[bytes.charAt(0)] = token;
    }
    for (int i = 1; i < bytes.length(); i++) {
      Integer left = tokens.get(bytes.substring(0, i));
      Integer right = left == null ? null : tokens.get(bytes.substring(i));
      if (right != null) {
        add(((long) left << BITS | right) << BITS | token);
      }
    }
  }

  private void add(long entry) {
    if (2 * ++count > pairs.length) {
      long[] old = pairs;
      pairs = new long[2 * old.length];
      shift--;
      Arrays.stream(old).filter(other -> other != 0).forEach(this::put);
    }
    put(entry);
  }

  private void put(long entry) {
    pairs[slot(entry >>> BITS)] = entry;
  }

  /** Where this pair stands, or would. No pair is 0, since no token of one byte becomes itself. */
  private int slot(long pair) {
    int slot = (int) ((pair * MULTIPLIER) >>> shift);
    while (pairs[slot] != 0 && pairs[slot] >>> BITS != pair) {
      slot = (slot + 1) & (pairs.length - 1);
    }
    return slot;
  }

  private int merged(int left, int right) {
    long entry = pairs[slot((long) left << BITS | right)];
    return entry == 0 ? NONE : (int) entry & MASK;
  }

  /** The tokens of the bytes from {@code start} to {@code end}, one piece of the encoding. */
  int count(ByteSets text, int start, int end) {
    int length = end - start;
    int[] parts = new int[length];
    int[] merges = new int[length];
    for (int i = 0; i < length; i++) {
      parts[i] = single[text.at(start + i) & 0xFF];
    }
    for (int i = 0; i + 1 < length; i++) {
      merges[i] = merged(parts[i], parts[i + 1]);
    }
    while (length > 1) {
      int first = first(merges, length - 1);
      if (merges[first] == NONE) {
        return length;
      }
      merge(parts, merges, first, length);
      length--;
    }
    return length;
  }

  private static int first(int[] merges, int length) {
    int first = 0;
    for (int i = 1; i < length; i++) {
      first = merges[i] < merges[first] ? i : first;
    }
    return first;
  }

  private void merge(int[] parts, int[] merges, int at, int length) {
    parts[at] = merges[at];
    System.arraycopy(parts, at + 2, parts, at + 1, length - at - 2);
    System.arraycopy(merges, at + 2, merges, at + 1, Math.max(0, length - at - 3));
    if (at + 2 < length) {
      merges[at] = merged(parts[at], parts[at + 1]);
    }
    if (at > 0) {
      merges[at - 1] = merged(parts[at - 1], parts[at]);
    }
  }
}

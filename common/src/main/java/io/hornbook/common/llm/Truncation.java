package io.hornbook.common.llm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How much of a document is shown: at most {@code maxTokens} tokens of {@code encoding}, from its
 * head, or two thirds from its head and the rest from its tail, with a line between that says how
 * many are left out. Characters are never cut in two.
 *
 * @param maxTokens at least 16
 * @param keep which part of a longer document is kept
 * @param encoding a vocabulary of jtokkit: r50k_base, p50k_base, cl100k_base, o200k_base
 */
public record Truncation(int maxTokens, Keep keep, String encoding) implements Serializable {
  private static final Map<String, Encoding> ENCODINGS = new ConcurrentHashMap<>();

  /** Which part of a longer document is kept. */
  public enum Keep {
    /** The first tokens. */
    HEAD,
    /** Two thirds from the head, one third from the tail. */
    HEAD_AND_TAIL
  }

  /** A document as it is shown, and its length in tokens with that of the whole. */
  public record Excerpt(String text, int tokens, int wholeTokens) {
    /** Whether something is left out. */
    public boolean truncated() {
      return tokens < wholeTokens;
    }
  }

  public Truncation {
    if (maxTokens < 16) {
      throw new IllegalArgumentException(
          "Invalid max-document-tokens: " + maxTokens + " (expected at least 16)");
    }
    Objects.requireNonNull(keep, "keep");
    if (EncodingType.fromName(encoding).isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid encoding: "
              + encoding
              + " (expected r50k_base, p50k_base, cl100k_base or o200k_base)");
    }
  }

  /** The part of {@code document} that is shown. */
  public Excerpt excerpt(String document) {
    IntArrayList tokens = vocabulary().encodeOrdinary(document);
    int whole = tokens.size();
    if (whole <= maxTokens) {
      return new Excerpt(document, whole, whole);
    }
    int[] all = tokens.toArray();
    int tail = keep == Keep.HEAD ? 0 : maxTokens / 3;
    String head = wholeCharacters(decode(all, 0, maxTokens - tail));
    String cut = "\n[... " + (whole - maxTokens) + " tokens are left out here ...]\n";
    String end = wholeCharacters(decode(all, whole - tail, whole));
    return new Excerpt(head + cut + end, maxTokens, whole);
  }

  /** The number of tokens of {@code text}. */
  public int count(String text) {
    return vocabulary().countTokensOrdinary(text);
  }

  private Encoding vocabulary() {
    return ENCODINGS.computeIfAbsent(
        encoding,
        name ->
            Encodings.newLazyEncodingRegistry()
                .getEncoding(EncodingType.fromName(name).orElseThrow()));
  }

  private byte[] decode(int[] tokens, int from, int to) {
    IntArrayList part = new IntArrayList(to - from);
    Arrays.stream(tokens, from, to).forEach(part::add);
    return vocabulary().decodeBytes(part);
  }

  /** The text of {@code utf8} without the incomplete characters that a cut left at its ends. */
  private static String wholeCharacters(byte[] utf8) {
    int start = 0;
    while (start < utf8.length && isContinuation(utf8[start])) {
      start++;
    }
    int last = utf8.length - 1;
    while (last > start && isContinuation(utf8[last])) {
      last--;
    }
    int end =
        last >= start && last + lengthOfCharacter(utf8[last]) > utf8.length ? last : utf8.length;
    return new String(utf8, start, Math.max(end - start, 0), UTF_8);
  }

  private static boolean isContinuation(byte b) {
    return (b & 0xC0) == 0x80;
  }

  private static int lengthOfCharacter(byte first) {
    return first >= 0 ? 1 : Math.max(1, Integer.numberOfLeadingZeros(~(first << 24)));
  }
}

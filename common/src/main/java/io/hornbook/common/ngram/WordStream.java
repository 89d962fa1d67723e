package io.hornbook.common.ngram;

import io.hornbook.common.hash.Mix64;
import io.hornbook.common.token.Tokens;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The words of one text, with the hash of every n-gram for every n: the polynomial of {@link
 * io.hornbook.common.token.Shingles} is kept as prefix sums, so that each n-gram is one difference.
 * Buffers are reused from text to text.
 */
final class WordStream {
  private static final long BASE = 0xA0761D6478BD642FL;

  private long[] hashes = {};
  private long[] prefixes = {0};
  private int[] starts = {};
  private int[] ends = {};
  private int count;

  /** Takes all words. */
  void fill(Tokens tokens) {
    reserve(tokens.count());
    copy(tokens, 0, Integer.MAX_VALUE);
  }

  /** Takes the words that are in no comment. */
  void fillWithoutComments(Tokens tokens, byte[] bytes) {
    reserve(tokens.count());
    int token = 0;
    int comment = Comments.next(bytes, 0);
    while (comment >= 0) {
      token = copy(tokens, token, comment);
      int end = Comments.end(bytes, comment);
      while (token < tokens.count() && tokens.start(token) < end) {
        token++;
      }
      comment = Comments.next(bytes, end);
    }
    copy(tokens, token, Integer.MAX_VALUE);
  }

  int count() {
    return count;
  }

  long hash(int index) {
    return hashes[index];
  }

  int start(int index) {
    return starts[index];
  }

  int end(int index) {
    return ends[index];
  }

  /** Prefix sums: element {@code i} is over the first {@code i} words. */
  long[] prefixes() {
    return prefixes;
  }

  /** Whether the words from {@code from} on are those given. */
  boolean matches(int from, long[] words) {
    return from >= 0
        && from + words.length <= count
        && Arrays.equals(hashes, from, from + words.length, words, 0, words.length);
  }

  /** The n-gram of {@code n} words that starts at a word. */
  static long gram(long[] prefixes, int from, int n, long power, long length) {
    return Mix64.mix(prefixes[from + n] - prefixes[from] * power + length);
  }

  /** The factor of the words before an n-gram. */
  static long power(int n) {
    long power = 1;
    for (int i = 0; i < n; i++) {
      power *= BASE;
    }
    return power;
  }

  static long length(int n) {
    return n * Mix64.GOLDEN_GAMMA;
  }

  static long[] prefixes(long[] words) {
    long[] sums = new long[words.length + 1];
    for (int i = 0; i < words.length; i++) {
      sums[i + 1] = sums[i] * BASE + words[i];
    }
    return sums;
  }

  /** The n-grams of some words, each with its first place, in the order of the text. */
  static Map<Long, Integer> firstPlaces(long[] words, int n) {
    long[] prefixes = prefixes(words);
    long power = power(n);
    long length = length(n);
    Map<Long, Integer> places = new LinkedHashMap<>();
    for (int i = 0; i + n <= words.length; i++) {
      places.putIfAbsent(gram(prefixes, i, n, power, length), i);
    }
    return places;
  }

  private void reserve(int words) {
    count = 0;
    if (hashes.length < words) {
      int capacity = words + words / 4;
      hashes = new long[capacity];
      prefixes = new long[capacity + 1];
      starts = new int[capacity];
      ends = new int[capacity];
    }
  }

  /**
   * Appends the words from {@code token} on that start before {@code end}; returns the next one.
   */
  private int copy(Tokens tokens, int token, int end) {
    int next = token;
    long sum = prefixes[count];
    while (next < tokens.count() && tokens.start(next) < end) {
      long hash = tokens.hash(next);
      sum = sum * BASE + hash;
      hashes[count] = hash;
      starts[count] = tokens.start(next);
      ends[count] = tokens.end(next);
      prefixes[++count] = sum;
      next++;
    }
    return next;
  }
}

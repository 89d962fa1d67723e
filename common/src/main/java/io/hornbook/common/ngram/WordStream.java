package io.hornbook.common.ngram;

import io.hornbook.common.token.Tokens;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Words of one text, with the hash of every n-gram for every n. Let {@code t} be the hashes of the
 * words, {@code P} the multiplier below, and all arithmetic modulo 2<sup>64</sup>: the n-gram from
 * word i on is {@code t[i] * P^(n-1) + … + t[i+n-1]}, kept as differences of prefix sums. The
 * words' hashes are well mixed, so their sums are too. Buffers are reused from text to text.
 */
final class WordStream {
  private static final long BASE = 0xA0761D6478BD642FL;

  private Tokens tokens;
  private long[] prefixes = {0};

  /** The token that each word is. */
  private int[] index = {};

  private int count;

  /** Takes all words. */
  void fill(Tokens all) {
    reserve(all);
    append(0, Integer.MAX_VALUE);
  }

  /** Takes the words that are in no comment. */
  void fillWithoutComments(Tokens all, byte[] bytes) {
    reserve(all);
    int token = 0;
    int comment = Comments.next(bytes, 0);
    while (comment >= 0) {
      token = append(token, comment);
      int end = Comments.end(bytes, comment);
      while (token < tokens.count() && tokens.start(token) < end) {
        token++;
      }
      comment = Comments.next(bytes, end);
    }
    append(token, Integer.MAX_VALUE);
  }

  int count() {
    return count;
  }

  long hash(int word) {
    return tokens.hash(index[word]);
  }

  int start(int word) {
    return tokens.start(index[word]);
  }

  int end(int word) {
    return tokens.end(index[word]);
  }

  /** Prefix sums: element {@code i} is over the first {@code i} words. */
  long[] prefixes() {
    return prefixes;
  }

  /** Whether the words from {@code from} on are those given. */
  boolean matches(int from, long[] words) {
    if (from < 0 || from + words.length > count) {
      return false;
    }
    int word = 0;
    while (word < words.length && hash(from + word) == words[word]) {
      word++;
    }
    return word == words.length;
  }

  /** The n-gram that starts at a word, given {@link #power(int)} of its length. */
  static long gram(long[] prefixes, int from, int n, long power) {
    return prefixes[from + n] - prefixes[from] * power;
  }

  /** The factor of the words before an n-gram. */
  static long power(int n) {
    long power = 1;
    for (int i = 0; i < n; i++) {
      power *= BASE;
    }
    return power;
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
    Map<Long, Integer> places = new LinkedHashMap<>();
    for (int i = 0; i + n <= words.length; i++) {
      places.putIfAbsent(gram(prefixes, i, n, power), i);
    }
    return places;
  }

  private void reserve(Tokens all) {
    tokens = all;
    count = 0;
    if (index.length < all.count()) {
      index = new int[all.count() + all.count() / 4];
      prefixes = new long[index.length + 1];
    }
  }

  /**
   * Appends the words from {@code token} on that start before {@code end}; returns the next one.
   */
  private int append(int token, int end) {
    int next = token;
    int words = count;
    long sum = prefixes[words];
    while (next < tokens.count() && tokens.start(next) < end) {
      sum = sum * BASE + tokens.hash(next);
      index[words] = next;
      prefixes[++words] = sum;
      next++;
    }
    count = words;
    return next;
  }
}

package io.hornbook.common.token;

import io.hornbook.common.hash.Mix64;
import java.util.Arrays;

/** Hashes of runs of consecutive tokens; the package description defines them exactly. */
public final class Shingles {
  private static final long BASE = 0xA0761D6478BD642FL;

  private Shingles() {}

  /**
   * The set of shingles: ascending as signed integers, without repetition; empty when and only when
   * there are no tokens.
   *
   * @param n tokens a shingle, at least 1
   */
  public static long[] of(Tokens tokens, int n) {
    long[] shingles = sequence(tokens, n);
    HashSort.sort(shingles);
    int distinct = 0;
    for (int i = 0; i < shingles.length; i++) {
      if (i == 0 || shingles[i] != shingles[i - 1]) {
        shingles[distinct++] = shingles[i];
      }
    }
    return Arrays.copyOf(shingles, distinct);
  }

  /**
   * The shingles in the order of the text, with repetitions: element {@code i} covers the tokens
   * from {@code i} on, {@code n} of them or, where the whole document has fewer, all.
   *
   * @param n tokens a shingle, at least 1
   */
  public static long[] sequence(Tokens tokens, int n) {
    if (n < 1) {
      throw new IllegalArgumentException("Invalid shingle length: " + n + " (expected at least 1)");
    }
    int width = Math.min(n, tokens.count());
    if (width == 0) {
      return new long[0];
    }
    long leaving = power(width);
    long length = width * Mix64.GOLDEN_GAMMA;
    long rolling = 0;
    for (int i = 0; i < width; i++) {
      rolling = rolling * BASE + tokens.hash(i);
    }
    long[] shingles = new long[tokens.count() - width + 1];
    shingles[0] = Mix64.mix(rolling + length);
    for (int i = 1; i < shingles.length; i++) {
      rolling = rolling * BASE + tokens.hash(i + width - 1) - leaving * tokens.hash(i - 1);
      shingles[i] = Mix64.mix(rolling + length);
    }
    return shingles;
  }

  private static long power(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= BASE;
    }
    return power;
  }
}

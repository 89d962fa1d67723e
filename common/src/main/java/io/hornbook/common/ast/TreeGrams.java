package io.hornbook.common.ast;

import io.hornbook.common.hash.Mix64;
import java.util.Arrays;

/**
 * The runs of {@link #LENGTH} symbols of a tree, each with how often it has come before, so that
 * two trees have as many of them in common as sets as their runs have as bags. An edit touches at
 * most {@link #LENGTH} runs, so trees of n and m symbols at a distance of d share at least max(n,
 * m) - LENGTH + 1 - d * LENGTH of them (Gravano et al. 2001, VLDB, "Approximate string joins").
 */
final class TreeGrams {
  static final int LENGTH = 4;

  private TreeGrams() {}

  static long[] of(short[] symbols) {
    long[] grams = new long[Math.max(0, symbols.length - LENGTH + 1)];
    for (int i = 0; i < grams.length; i++) {
      grams[i] =
          (symbols[i] & 0xFFFFL) << 48
              | (symbols[i + 1] & 0xFFFFL) << 32
              | (symbols[i + 2] & 0xFFFFL) << 16
              | (symbols[i + 3] & 0xFFFFL);
    }
    Arrays.sort(grams);
    int repeated = 0;
    long last = 0;
    for (int i = 0; i < grams.length; i++) {
      repeated = i > 0 && grams[i] == last ? repeated + 1 : 0;
      last = grams[i];
      grams[i] = Mix64.mix(last) + repeated;
    }
    return grams;
  }

  /** How many runs two trees share at least whose edit distance is at most {@code distance}. */
  static int shared(int longer, int distance) {
    return longer - LENGTH + 1 - distance * LENGTH;
  }
}

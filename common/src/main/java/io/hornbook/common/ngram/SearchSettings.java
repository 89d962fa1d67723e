package io.hornbook.common.ngram;

import java.io.Serializable;

/**
 * What counts as a match worth recording.
 *
 * @param ngram the words of an n-gram, at least 2
 * @param minSimilarity the least n-gram similarity that is recorded, in [0, 1]
 * @param minExactWords the least words of a part that is matched exactly, at least 1
 */
public record SearchSettings(int ngram, double minSimilarity, int minExactWords)
    implements Serializable {
  public SearchSettings {
    if (ngram < 2) {
      throw new IllegalArgumentException("Invalid ngram: " + ngram + " (expected at least 2)");
    }
    if (!(minSimilarity >= 0 && minSimilarity <= 1)) {
      throw new IllegalArgumentException(
          "Invalid min-similarity: " + minSimilarity + " (expected a number in [0, 1])");
    }
    if (minExactWords < 1) {
      throw new IllegalArgumentException(
          "Invalid min-exact-words: " + minExactWords + " (expected at least 1)");
    }
  }
}

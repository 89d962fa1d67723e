package io.hornbook.common.ast;

import java.io.Serializable;

/**
 * What counts as a match worth recording.
 *
 * @param minMatch the least match rate that is recorded, in [0.8, 1]: below 0.8 the index would
 *     have to look at all pairs
 * @param minWeight lighter trees are idioms and not compared; at least 10. The weight of a tree is
 *     the number of its nodes, literals counted twice
 * @param tellingWeight lighter trees match only where they are the same, and so are their operators
 *     and literals
 */
public record AstSettings(double minMatch, int minWeight, int tellingWeight)
    implements Serializable {
  public AstSettings {
    if (!(minMatch >= 0.8 && minMatch <= 1)) {
      throw new IllegalArgumentException("Invalid min-match: " + minMatch + " (expected 0.8 to 1)");
    }
    if (minWeight < 10) {
      throw new IllegalArgumentException(
          "Invalid min-weight: " + minWeight + " (expected at least 10)");
    }
    if (tellingWeight < minWeight) {
      throw new IllegalArgumentException(
          "Invalid telling-weight: %d (expected at least min-weight, %d)"
              .formatted(tellingWeight, minWeight));
    }
  }

  /** The most edits between trees the longer of which has so many symbols. */
  int limit(int longer) {
    // An epsilon, so that 0.9 of 10 symbols leaves one edit.
    return (int) ((1 - minMatch) * longer + 1e-9);
  }
}

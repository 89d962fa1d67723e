package io.hornbook.common.similarity;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * A Jaccard similarity to reach, as a ratio of integers: {@code 0.7} is seven tenths, not the
 * double nearest to it.
 *
 * @param numerator from 1 to the denominator
 * @param denominator from 1 to 2<sup>30</sup>
 */
public record Threshold(long numerator, long denominator) implements Serializable {
  private static final long MAX_DENOMINATOR = 1L << 30;

  public Threshold {
    if (numerator < 1 || numerator > denominator || denominator > MAX_DENOMINATOR) {
      throw new IllegalArgumentException(
          "Invalid threshold: %d/%d (expected above 0 and at most 1, with at most nine decimals)"
              .formatted(numerator, denominator));
    }
  }

  /** The threshold that a decimal number of at most nine decimals spells. */
  public static Threshold of(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    int scale = Math.max(0, stripped.scale());
    if (scale > 9 || value.compareTo(BigDecimal.ONE) > 0 || value.signum() <= 0) {
      throw new IllegalArgumentException(
          "Invalid threshold: %s (expected above 0 and at most 1, with at most nine decimals)"
              .formatted(value.toPlainString()));
    }
    return new Threshold(
        stripped.movePointRight(scale).longValueExact(),
        BigDecimal.TEN.pow(scale).longValueExact());
  }

  /** Whether the measured similarity is at or above this threshold. */
  public boolean reachedBy(Overlap overlap) {
    return overlap.intersection() * denominator >= numerator * overlap.union();
  }

  /**
   * Whether sets of these sizes can reach this threshold at all: the smaller one may be a part of
   * the larger. Exact in what it excludes.
   */
  public boolean reachableBy(int size, int otherSize) {
    return Math.min(size, otherSize) * denominator >= numerator * Math.max(size, otherSize);
  }

  /** The nearest double. */
  public double value() {
    return (double) numerator / denominator;
  }
}

package io.hornbook.common.similarity;

/**
 * How much two sets have in common.
 *
 * @param intersection elements in both, at least 0
 * @param union elements in either, at least 1
 */
public record Overlap(int intersection, int union) {
  public Overlap {
    if (union < 1 || intersection < 0 || intersection > union) {
      throw new IllegalArgumentException(
          "Invalid overlap: %d of %d (expected at most all of at least 1)"
              .formatted(intersection, union));
    }
  }

  /**
   * The overlap of two sets, of which at least one is not empty.
   *
   * @param first ascending, without repetition
   * @param second ascending, without repetition
   */
  public static Overlap of(long[] first, long[] second) {
    int i = 0;
    int j = 0;
    int common = 0;
    while (i < first.length && j < second.length) {
      long a = first[i];
      long b = second[j];
      // Without branches: which of the two is smaller cannot be predicted.
      common += a == b ? 1 : 0;
      i += a <= b ? 1 : 0;
      j += b <= a ? 1 : 0;
    }
    return new Overlap(common, Math.addExact(first.length - common, second.length));
  }

  /** The Jaccard similarity: intersection over union, in [0, 1]. */
  public double jaccard() {
    return (double) intersection / union;
  }
}

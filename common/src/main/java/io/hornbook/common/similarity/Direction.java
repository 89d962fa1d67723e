package io.hornbook.common.similarity;

/** A vector of floats as cosine similarity sees it: where it points, whatever its length. */
public final class Direction {
  private final float[] components;
  private final double norm;

  private Direction(float[] components, double norm) {
    this.components = components;
    this.norm = norm;
  }

  /** The direction of these components, which are not copied. */
  public static Direction of(float[] components) {
    return new Direction(components, Math.sqrt(dot(components, components)));
  }

  /** Whether the components point nowhere: all of them are zero. */
  public boolean isNone() {
    return norm == 0;
  }

  /** The Euclidean length of the components. */
  public double norm() {
    return norm;
  }

  /**
   * The cosine of the angle between two directions, in [-1, 1]: the same bits on every machine.
   *
   * @throws IllegalArgumentException if one points nowhere, or if they differ in dimensions
   */
  public double cosine(Direction other) {
    if (isNone() || other.isNone()) {
      throw new IllegalArgumentException("Invalid direction: all components are zero");
    }
    double cosine = dot(components, other.components) / (norm * other.norm);
    return Math.max(-1, Math.min(1, cosine));
  }

  /** Four sums side by side, since one alone would wait for itself; in an order that is fixed. */
  private static double dot(float[] a, float[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "Invalid dimensions: %d and %d (expected the same)".formatted(a.length, b.length));
    }
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      s0 += (double) a[i] * b[i];
      s1 += (double) a[i + 1] * b[i + 1];
      s2 += (double) a[i + 2] * b[i + 2];
      s3 += (double) a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      s0 += (double) a[i] * b[i];
    }
    return (s0 + s1) + (s2 + s3);
  }
}

package io.hornbook.common.minhash;

import io.hornbook.common.hash.Mix64;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Fast Similarity Sketching: fixed-size signatures of sets of 64-bit hashes. The package
 * description defines every bit of them. Immutable; may be shared between threads.
 */
public final class SimilaritySketch implements Serializable {
  /** The largest number of components. */
  public static final int MAX_COMPONENTS = 4096;

  private static final int VALUE_BITS = 48;
  private static final long VALUE_MASK = (1L << VALUE_BITS) - 1;
  private static final long NONE = Long.MAX_VALUE;

  private final long seed;
  private final int components;

  /**
   * @param seed chooses the hash functions; signatures under different seeds are not comparable
   * @param components components a signature, 1 to {@value #MAX_COMPONENTS}
   */
  public SimilaritySketch(long seed, int components) {
    if (components < 1 || components > MAX_COMPONENTS) {
      throw new IllegalArgumentException(
          "Invalid number of components: " + components + " (expected 1 to 4096)");
    }
    this.seed = seed;
    this.components = components;
  }

  /** The versioned name of this function; equal names, seeds and sizes give equal signatures. */
  public static String id() {
    return "fast-similarity-sketch-1";
  }

  /**
   * The signature of the set of these elements, in any order and with any repetitions.
   *
   * @param elements at least one; well mixed, as the shingles of {@code io.hornbook.common.token}
   *     are
   */
  public long[] signature(long[] elements) {
    return signature(elements, elements.length);
  }

  /**
   * The same of the first {@code count} elements.
   *
   * @param count at least one
   */
  public long[] signature(long[] elements, int count) {
    if (count == 0) {
      throw new IllegalArgumentException("Cannot sign the empty set: it is similar to nothing");
    }
    long[] signature = new long[components];
    Arrays.fill(signature, NONE);
    int open = components;
    for (int round = 0; open > 0; round++) {
      open -=
          round < components
              ? scatter(elements, count, round, signature)
              : fill(elements, count, round, signature);
    }
    return signature;
  }

  /** One round of random bins; returns how many components it was the first to set. */
  private int scatter(long[] elements, int count, int round, long[] signature) {
    long drawn = Mix64.draw(seed, round);
    long base = (long) round << VALUE_BITS;
    int set = 0;
    for (int i = 0; i < count; i++) {
      long x = Mix64.mix(elements[i] + drawn);
      int bin = (int) (((x >>> 32) * components) >>> 32);
      long value = base | (x & VALUE_MASK);
      long old = signature[bin];
      if (value < old) {
        set += old == NONE ? 1 : 0;
        signature[bin] = value;
      }
    }
    return set;
  }

  /**
   * One round in which every element falls into the same bin; returns 1 if that was not yet set.
   */
  private int fill(long[] elements, int count, int round, long[] signature) {
    int bin = round - components;
    if (signature[bin] != NONE) {
      return 0;
    }
    long drawn = Mix64.draw(seed, round);
    long least = VALUE_MASK;
    for (int i = 0; i < count; i++) {
      least = Math.min(least, Mix64.mix(elements[i] + drawn) & VALUE_MASK);
    }
    signature[bin] = ((long) round << VALUE_BITS) | least;
    return 1;
  }

  /**
   * The share of components that agree, in [0, 1]: an unbiased estimate of the Jaccard similarity
   * of the signed sets.
   */
  public static double agreement(long[] signature, long[] other) {
    if (signature.length != other.length) {
      throw new IllegalArgumentException(
          "Cannot compare signatures: %d and %d components"
              .formatted(signature.length, other.length));
    }
    int equal = 0;
    for (int i = 0; i < signature.length; i++) {
      equal += signature[i] == other[i] ? 1 : 0;
    }
    return (double) equal / signature.length;
  }
}

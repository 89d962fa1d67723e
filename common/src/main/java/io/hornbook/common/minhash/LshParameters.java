package io.hornbook.common.minhash;

import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.hash.Mix64;
import java.io.Serializable;

/**
 * How a signature is cut into bands (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets,
 * §3.4, doi:10.1017/9781139924801): {@code bands} bands of {@code rows} components each.
 */
public record LshParameters(int bands, int rows) implements Serializable {
  private static final int STEPS = 1_000;

  public LshParameters {
    if (bands < 1 || rows < 1 || (long) bands * rows > SimilaritySketch.MAX_COMPONENTS) {
      throw new IllegalArgumentException(
          "Invalid banding: %d bands of %d rows (expected at least 1 each, at most %d components)"
              .formatted(bands, rows, SimilaritySketch.MAX_COMPONENTS));
    }
  }

  /**
   * Of all bandings that miss a pair at similarity {@code target} with a probability of at most
   * {@code maxMiss}, the one with the least work in vain: the smallest mean candidate probability
   * over the similarities below {@code threshold}; of equals, the one with fewer components.
   *
   * @param threshold the similarity at which pairs are verified, in (0, 1)
   * @param target the similarity at which the miss probability holds, from threshold to below 1
   * @param maxMiss the largest miss probability, in (0, 1)
   * @param maxComponents the largest bands × rows
   */
  public static LshParameters choose(
      double threshold, double target, double maxMiss, int maxComponents) {
    if (!(threshold > 0 && threshold <= target && target < 1 && maxMiss > 0 && maxMiss < 1)) {
      throw new ConfigurationException(
          "Invalid banding: threshold %s, target %s, miss %s (expected 0 < threshold <= target < 1 and 0 < miss < 1)"
              .formatted(threshold, target, maxMiss));
    }
    int limit = Math.min(maxComponents, SimilaritySketch.MAX_COMPONENTS);
    LshParameters best = null;
    for (int rows = 1; rows <= limit; rows++) {
      double bands = Math.ceil(Math.log(maxMiss) / Math.log1p(-Math.pow(target, rows)));
      if (bands * rows <= limit) {
        LshParameters next = new LshParameters(Math.max(1, (int) bands), rows);
        best = best == null || next.waste(threshold) < best.waste(threshold) ? next : best;
      }
    }
    if (best == null) {
      throw new ConfigurationException(
          "Cannot choose bands: %d components miss more than %s of the pairs at similarity %s"
              .formatted(maxComponents, maxMiss, target));
    }
    return best;
  }

  /** The mean candidate probability over the similarities from 0 to {@code threshold}. */
  private double waste(double threshold) {
    double sum = 0;
    for (int i = 0; i < STEPS; i++) {
      sum += candidateProbability(threshold * (i + 0.5) / STEPS);
    }
    return sum / STEPS;
  }

  /** Components a signature. */
  public int components() {
    return bands * rows;
  }

  /** The probability, in [0, 1], that a pair of this Jaccard similarity shares a band. */
  public double candidateProbability(double jaccard) {
    if (!(jaccard >= 0 && jaccard <= 1)) {
      throw new IllegalArgumentException("Invalid similarity: " + jaccard + " (expected 0 to 1)");
    }
    return -Math.expm1(bands * Math.log1p(-Math.pow(jaccard, rows)));
  }

  /** The hashes of a signature's bands, in the order of the bands. */
  public long[] bandHashes(long[] signature) {
    if (signature.length != components()) {
      throw new IllegalArgumentException(
          "Cannot cut a signature into bands: it has %d components (expected %d)"
              .formatted(signature.length, components()));
    }
    long[] hashes = new long[bands];
    for (int band = 0; band < bands; band++) {
      long hash = Mix64.draw(0, band);
      for (int i = band * rows; i < (band + 1) * rows; i++) {
        hash = Mix64.mix(hash ^ signature[i]) + signature[i];
      }
      hashes[band] = hash;
    }
    return hashes;
  }
}

package io.hornbook.jobs.run;

/**
 * What every job of a run shares; the first job fixes it.
 *
 * @param seed from which every random choice derives
 * @param buckets into how many buckets documents are hashed, 1 to 100,000: about a gigabyte of text
 *     each
 */
public record RunSettings(long seed, int buckets) {
  private static final int MOST_BUCKETS = 100_000; // Spark's own limit

  public RunSettings {
    if (buckets < 1 || buckets > MOST_BUCKETS) {
      throw new IllegalArgumentException(
          "Invalid buckets: " + buckets + " (expected 1 to " + MOST_BUCKETS + ")");
    }
  }
}

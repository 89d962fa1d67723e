package io.hornbook.jobs.semantic;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;

/** The section {@code semantic-dedup} of the config. */
public record SemanticDedupConfig(
    @JsonPropertyDescription(
            "whether a pipeline runs the job semantic-dedup, and select drops what it finds; needs embed.keep-embeddings")
        boolean enabled,
    @JsonPropertyDescription(
            "cosine of two vectors from which the later document is a duplicate, above 0 and below 1")
        double threshold,
    @JsonPropertyDescription("how documents are parted: those of two clusters never meet")
        Clusters clusters,
    @JsonPropertyDescription("how many of a cluster are compared") Comparison comparison) {

  /** How k-means parts the documents. */
  public record Clusters(
      @JsonPropertyDescription(
              "documents a cluster on average, at least 1: as many clusters as this asks for, up to most")
          int documents,
      @JsonPropertyDescription("clusters at most, 1 to 100000") int most,
      @JsonPropertyDescription("documents a cluster that the centres are found with, at least 1")
          int sample,
      @JsonPropertyDescription("iterations of k-means at most, at least 1") int iterations,
      @JsonPropertyDescription(
              "partitions that the centres are found in, at least 1; they depend on it")
          int partitions)
      implements Serializable {
    private static final int MOST = 100_000;

    public Clusters {
      atLeastOne("documents", documents);
      check(most >= 1 && most <= MOST, "most", most, "1 to " + MOST);
      atLeastOne("sample", sample);
      atLeastOne("iterations", iterations);
      atLeastOne("partitions", partitions);
    }

    /** The number of clusters for so many documents. */
    int count(long all) {
      return (int) Math.max(1, Math.min(most, Math.ceil((double) all / documents)));
    }
  }

  /** How much of a cluster is compared. */
  public record Comparison(
      @JsonPropertyDescription(
              "survivors of a cluster that one task holds in memory and compares with all later documents, at least 1")
          int hubs,
      @JsonPropertyDescription(
              "how often what is still open is walked through with the next hubs, at least 1")
          int passes)
      implements Serializable {
    public Comparison {
      atLeastOne("hubs", hubs);
      atLeastOne("passes", passes);
    }
  }

  public SemanticDedupConfig {
    check(threshold > 0 && threshold < 1, "threshold", threshold, "above 0 and below 1");
  }

  private static void atLeastOne(String key, int value) {
    check(value >= 1, key, value, "at least 1");
  }

  private static void check(boolean valid, String key, Object value, String expected) {
    if (!valid) {
      throw new IllegalArgumentException(
          "Invalid %s: %s (expected %s)".formatted(key, value, expected));
    }
  }
}

package io.hornbook.jobs.check;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** The section {@code check} of the config. */
public record CheckConfig(
    @JsonPropertyDescription("records that cannot be read, as a share of all")
        Bounds quarantineShare,
    @JsonPropertyDescription("duplicates, as a share of the documents that dedup looks at")
        Bounds duplicateShare,
    @JsonPropertyDescription("documents that select keeps, as a share of all") Bounds keepShare,
    @JsonPropertyDescription(
            "planted benchmark items that decontaminate finds, as a share, of the kind that it finds least of")
        Bounds selfTestRecall,
    @JsonPropertyDescription("the forest's ROC-AUC on texts that it was not trained on")
        Bounds classifierAuc) {

  /** What a figure must lie between. */
  public record Bounds(
      @JsonPropertyDescription("the least that passes, 0 to 1") double least,
      @JsonPropertyDescription("the most that passes, from least to 1") double most) {
    public Bounds {
      if (!(least >= 0 && least <= most && most <= 1)) {
        throw new IllegalArgumentException(
            "Invalid bounds: %s to %s (expected 0 <= least <= most <= 1)".formatted(least, most));
      }
    }

    boolean hold(double value) {
      return value >= least && value <= most;
    }
  }
}

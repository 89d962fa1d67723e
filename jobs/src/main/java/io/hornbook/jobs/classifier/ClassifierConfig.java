package io.hornbook.jobs.classifier;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.hornbook.common.minhash.LshParameters;
import io.hornbook.common.token.Tokenizer;

/** The section {@code train-classifier} of the config. */
public record ClassifierConfig(
    @JsonPropertyDescription("mean score of its labels from which a text is positive, 1 to 5")
        int minScore,
    @JsonPropertyDescription(
            "whether texts of the rarer class are repeated until both weigh the same in training")
        boolean balanceClasses,
    @JsonPropertyDescription(
            "whether a run that builds on a base run trains a forest of its own, on the labels of the whole chain, instead of taking the base run's")
        boolean retrain,
    @JsonPropertyDescription("how the trees are grown") Growth forest,
    @JsonPropertyDescription("how the labelled texts are split to measure the forest")
        Validation validation) {

  /** How the trees are grown; MLlib's parameters. */
  public record Growth(
      @JsonPropertyDescription("trees in the forest, at least 1") int trees,
      @JsonPropertyDescription("splits from the root to a leaf at most, 0 to 30") int depth,
      @JsonPropertyDescription("texts, copies among them, in a leaf at least, at least 1")
          int minTextsPerLeaf,
      @JsonPropertyDescription(
              "features that a split chooses from: sqrt, log2, onethird, all, or a number")
          String featuresPerSplit,
      @JsonPropertyDescription("thresholds a feature is tried at, at least 2, plus 1") int bins,
      @JsonPropertyDescription("size of each tree's sample as a share of the texts, in (0, 1]")
          double sampleShare,
      @JsonPropertyDescription(
              "partitions of the training texts, at least 1; part of what the trees depend on")
          int partitions) {
    public Growth {
      check(trees >= 1, "trees", trees, "at least 1");
      check(depth >= 0 && depth <= 30, "depth", depth, "0 to 30");
      check(minTextsPerLeaf >= 1, "min-texts-per-leaf", minTextsPerLeaf, "at least 1");
      check(
          featuresPerSplit.matches("sqrt|log2|onethird|all|[1-9][0-9]{0,8}"),
          "features-per-split",
          featuresPerSplit,
          "sqrt, log2, onethird, all, or a number");
      check(bins >= 2, "bins", bins, "at least 2");
      check(sampleShare > 0 && sampleShare <= 1, "sample-share", sampleShare, "in (0, 1]");
      check(partitions >= 1, "partitions", partitions, "at least 1");
    }
  }

  /** How the labelled texts are split. */
  public record Validation(
      @JsonPropertyDescription("folds, at least 2") int folds,
      @JsonPropertyDescription("what counts as a token: words-1 or words-and-punctuation-1")
          String tokenizer,
      @JsonPropertyDescription("tokens a shingle, at least 1") int shingleLength,
      @JsonPropertyDescription(
              "Jaccard similarity of shingle sets from which two texts belong into one fold, in (0, 1)")
          double similarity,
      @JsonPropertyDescription(
              "largest probability that a pair at that similarity is not recognised, in (0, 1)")
          double maxMiss,
      @JsonPropertyDescription("components a signature at most, 1 to 4096") int maxComponents) {
    public Validation {
      check(folds >= 2, "folds", folds, "at least 2");
      check(shingleLength >= 1, "shingle-length", shingleLength, "at least 1");
      Tokenizer.of(tokenizer);
      LshParameters.choose(similarity, similarity, maxMiss, maxComponents);
    }

    LshParameters banding() {
      return LshParameters.choose(similarity, similarity, maxMiss, maxComponents);
    }
  }

  public ClassifierConfig {
    check(minScore >= 1 && minScore <= 5, "min-score", minScore, "1 to 5");
  }

  private static void check(boolean valid, String key, Object value, String expected) {
    if (!valid) {
      throw new IllegalArgumentException(
          "Invalid %s: %s (expected %s)".formatted(key, value, expected));
    }
  }
}

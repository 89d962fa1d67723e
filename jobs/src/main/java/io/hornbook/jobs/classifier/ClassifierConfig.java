package io.hornbook.jobs.classifier;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.hornbook.common.classifier.SignalFeatures;
import io.hornbook.common.minhash.LshParameters;
import io.hornbook.common.token.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The section {@code train-classifier} of the config. */
public record ClassifierConfig(
    @JsonPropertyDescription("mean score of its labels from which a text is positive, 1 to 5")
        int minScore,
    @JsonPropertyDescription(
            "labelled texts, at least 2, without which no forest is trained; one a fold in any case")
        int minTexts,
    @JsonPropertyDescription(
            "what a forest predicts: classification (whether a text is positive) or regression (its score, 0 to 5; the quality is a fifth of it)")
        Objective objective,
    @JsonPropertyDescription(
            "whether texts of the rarer class are repeated until both weigh the same in training")
        boolean balanceClasses,
    @JsonPropertyDescription(
            "whether a run that builds on a base run trains a forest of its own, on the labels of the whole chain, instead of taking the base run's")
        boolean retrain,
    @JsonPropertyDescription(
            "the folder of a run whose classifier is taken as it is, without labels; null trains one, or takes the base run's")
        Optional<String> fromRun,
    @JsonPropertyDescription(
            "columns of signals (common/SIGNALS.md) whose values the forest sees behind the vector; no names")
        List<String> signals,
    @JsonPropertyDescription("how the trees are grown") Growth forest,
    @JsonPropertyDescription(
            "values to try in place of the forest's; all of their combinations are cross-validated, and the one with the best ROC-AUC is taken")
        Grid grid,
    @JsonPropertyDescription("how the labelled texts are split to measure the forest")
        Validation validation) {

  /** What a forest predicts. */
  public enum Objective {
    /** Whether a text is positive. */
    CLASSIFICATION,
    /** Its score, 0 to 5. */
    REGRESSION
  }

  /** What keeps texts in one fold, beside being near-duplicates. */
  public enum GroupBy {
    /** Nothing. */
    NONE,
    /** The repository within the source. */
    REPOSITORY,
    /** The folder within the repository. */
    FOLDER
  }

  /** Values to try; an empty list keeps the forest's own. */
  public record Grid(
      @JsonPropertyDescription("trees in the forest") List<Integer> trees,
      @JsonPropertyDescription("splits from the root to a leaf") List<Integer> depth,
      @JsonPropertyDescription("features that a split chooses from")
          List<String> featuresPerSplit) {
    public Grid {
      trees = List.copyOf(trees);
      depth = List.copyOf(depth);
      featuresPerSplit = List.copyOf(featuresPerSplit);
    }

    /** Every combination, that of the first values first. */
    List<Growth> candidates(Growth forest) {
      List<Growth> candidates = new ArrayList<>();
      for (int treeCount : trees.isEmpty() ? List.of(forest.trees()) : trees) {
        candidates.addAll(candidates(forest, treeCount));
      }
      return candidates;
    }

    private List<Growth> candidates(Growth forest, int treeCount) {
      List<String> features =
          featuresPerSplit.isEmpty() ? List.of(forest.featuresPerSplit()) : featuresPerSplit;
      return (depth.isEmpty() ? List.of(forest.depth()) : depth)
          .stream()
              .flatMap(splits -> features.stream().map(f -> forest.with(treeCount, splits, f)))
              .toList();
    }
  }

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

    Growth with(int otherTrees, int otherDepth, String otherFeatures) {
      return new Growth(
          otherTrees, otherDepth, minTextsPerLeaf, otherFeatures, bins, sampleShare, partitions);
    }
  }

  /** How the labelled texts are split. */
  public record Validation(
      @JsonPropertyDescription("folds, at least 2") int folds,
      @JsonPropertyDescription(
              "what keeps texts in one fold, beside being near-duplicates: none, repository or folder")
          GroupBy groupBy,
      @JsonPropertyDescription("what counts as a token: words-1 or words-and-punctuation-1")
          String tokenizer,
      @JsonPropertyDescription("tokens a shingle, at least 1") int shingleLength,
      @JsonPropertyDescription(
              "Jaccard similarity of shingle sets from which two texts belong into one fold, in (0, 1)")
          double similarity,
      @JsonPropertyDescription(
              "largest probability that a pair at that similarity is not recognised, in (0, 1)")
          double maxMiss,
      @JsonPropertyDescription("components a signature at most, 1 to 4096") int maxComponents,
      @JsonPropertyDescription(
              "how often the texts are resampled for the intervals of the metrics; 0 leaves them out")
          int bootstrapSamples,
      @JsonPropertyDescription(
              "shares of the labels, rising, in (0, 1), that forests are trained on to see whether more would help; each costs a cross-validation")
          List<Double> learningCurve) {
    public Validation {
      check(folds >= 2, "folds", folds, "at least 2");
      check(shingleLength >= 1, "shingle-length", shingleLength, "at least 1");
      check(bootstrapSamples >= 0, "bootstrap-samples", bootstrapSamples, "0 or more");
      learningCurve = List.copyOf(learningCurve);
      for (int i = 0; i < learningCurve.size(); i++) {
        double share = learningCurve.get(i);
        boolean rises = share > (i == 0 ? 0 : learningCurve.get(i - 1)) && share < 1;
        check(rises, "learning-curve", learningCurve, "rising shares, in (0, 1)");
      }
      Tokenizer.of(tokenizer);
      LshParameters.choose(similarity, similarity, maxMiss, maxComponents);
    }

    LshParameters banding() {
      return LshParameters.choose(similarity, similarity, maxMiss, maxComponents);
    }
  }

  public ClassifierConfig {
    check(minScore >= 1 && minScore <= 5, "min-score", minScore, "1 to 5");
    check(!(retrain && fromRun.isPresent()), "retrain", true, "false where from-run is given");
    check(minTexts >= 2, "min-texts", minTexts, "at least 2");
    signals = new SignalFeatures(signals).signals();
    grid.candidates(forest);
  }

  /** What cross-validation tries. */
  List<Growth> candidates() {
    return grid.candidates(forest);
  }

  boolean isRegression() {
    return objective == Objective.REGRESSION;
  }

  private static void check(boolean valid, String key, Object value, String expected) {
    if (!valid) {
      throw new IllegalArgumentException(
          "Invalid %s: %s (expected %s)".formatted(key, value, expected));
    }
  }
}

package io.hornbook.jobs.select;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.hornbook.common.classifier.ThresholdChoice;
import io.hornbook.common.ngram.ItemMatch;
import io.hornbook.common.rule.Verdict.Thresholds;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The section {@code select} of the config. */
public record SelectConfig(
    @JsonPropertyDescription(
            "the least quality that is kept, 0 to 1; null where quality-by finds it")
        Optional<Double> qualityAtLeast,
    @JsonPropertyDescription(
            "how the least quality that is kept is found among what score says every threshold keeps; null where quality-at-least says it")
        Optional<ThresholdChoice> qualityBy,
    @JsonPropertyDescription(
            "for each method of decontaminate, the similarity from which its hit drops a document,"
                + " 0 to 1; a method that is left out is reported and drops nothing")
        Map<String, Double> contaminationFrom,
    @JsonPropertyDescription(
            "the methods whose hits do not drop a document where the function that holds the item"
                + " can be cut out of it")
        List<String> contaminationCut) {
  private static final List<String> METHODS =
      List.of(ItemMatch.EXACT, ItemMatch.NGRAM, ItemMatch.AST);

  public SelectConfig {
    if (qualityAtLeast.isPresent() == qualityBy.isPresent()) {
      throw new IllegalArgumentException(
          "Invalid quality-at-least and quality-by: %s (expected one of them, and null for the other)"
              .formatted(qualityBy.isPresent() ? "both" : "none"));
    }
    qualityAtLeast.ifPresent(Thresholds::new);
    contaminationFrom = new TreeMap<>(contaminationFrom);
    contaminationCut = List.copyOf(contaminationCut);
    contaminationCut.forEach(method -> requireKnown("contamination-cut: " + method, method));
    contaminationFrom.forEach(
        (method, limit) -> {
          requireKnown("contamination-from." + method, method);
          if (!(limit >= 0 && limit <= 1)) {
            throw new IllegalArgumentException(
                "Invalid contamination-from.%s: %s (expected 0 to 1)".formatted(method, limit));
          }
        });
  }

  private static void requireKnown(String key, String method) {
    if (!METHODS.contains(method)) {
      throw new IllegalArgumentException(
          "Unknown method %s (known: %s)".formatted(key, String.join(", ", METHODS)));
    }
  }

  /** With a quality that the config says. */
  public SelectConfig(
      double qualityAtLeast, Map<String, Double> contaminationFrom, List<String> contaminationCut) {
    this(Optional.of(qualityAtLeast), Optional.empty(), contaminationFrom, contaminationCut);
  }
}

package io.hornbook.common.metric;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The figures of a model card by which judges are compared, to be read. */
public final class QualityFigures {
  /** What they are, in their order. */
  public static final List<String> NAMES = List.of("ROC-AUC", "PR-AUC", "F1", "Spearman");

  private QualityFigures() {}

  /**
   * The figures with three places, in the order of {@link #NAMES}; a dash for what is not known.
   *
   * @param quality of a judge, as a model card has it
   */
  public static List<String> of(JsonNode quality) {
    return Stream.of("roc_auc", "pr_auc", "f1", "spearman")
        .map(quality::path)
        .map(value -> value.isNumber() ? String.format(Locale.ROOT, "%.3f", value.asDouble()) : "–")
        .toList();
  }
}

package io.hornbook.common.metric;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How well predictions and decisions agree with labels.
 *
 * @param rocAuc how well they rank positive above negative examples; absent unless both occur
 * @param prAuc average precision; absent without positive examples
 * @param spearman their rank correlation with the scores; absent if either is constant
 * @param scoreError the score error of a predicted score; absent if no score is predicted
 * @param confusion the decisions
 */
public record Evaluation(
    OptionalDouble rocAuc,
    OptionalDouble prAuc,
    OptionalDouble spearman,
    OptionalDouble scoreError,
    Confusion confusion) {

  /** Every metric by its name in snake_case, in the order in which people read them. */
  public Map<String, OptionalDouble> metrics() {
    Map<String, OptionalDouble> metrics = new LinkedHashMap<>();
    metrics.put("roc_auc", rocAuc);
    metrics.put("pr_auc", prAuc);
    metrics.put("spearman", spearman);
    metrics.put("f1", confusion.f1());
    metrics.put("precision", confusion.precision());
    metrics.put("recall", confusion.recall());
    metrics.put("accuracy", confusion.accuracy());
    metrics.put("balanced_error", confusion.balancedError());
    metrics.put("score_error", scoreError);
    return metrics;
  }
}

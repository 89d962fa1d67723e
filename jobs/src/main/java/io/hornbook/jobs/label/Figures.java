package io.hornbook.jobs.label;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.label.Agreement;
import java.util.OptionalDouble;

/** What the job measured, as the manifest holds it. */
final class Figures {
  private Figures() {}

  static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Adds what the rows sum up to. */
  static void add(ObjectNode metrics, String annotator, LabelRows rows) {
    metrics.put("annotator", annotator).put("labels", rows.labels().size());
    ObjectNode byScore = metrics.putObject("by_score");
    long[] counts = rows.byScore();
    for (int score = 0; score < counts.length; score++) {
      byScore.put(Integer.toString(score), counts[score]);
    }
    Agreement agreement = rows.agreement();
    ObjectNode replicates = metrics.putObject("replicates").put("pairs", agreement.pairs());
    put(replicates, "exact", agreement.exact());
    put(replicates, "within_one", agreement.withinOne());
    put(replicates, "quadratic_kappa", agreement.quadraticKappa());
    put(replicates, "spearman", agreement.spearman());
  }

  private static void put(ObjectNode node, String name, OptionalDouble value) {
    if (value.isPresent()) {
      node.put(name, value.getAsDouble());
    } else {
      node.putNull(name);
    }
  }
}

package io.hornbook.jobs.label;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.label.Agreement;
import io.hornbook.common.llm.Forecast;
import io.hornbook.common.llm.LedgerTotals;
import java.util.Arrays;
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
    metrics.set("replicates", of(rows.agreement()));
    if (!rows.byStratum().isEmpty()) {
      ArrayNode strata = metrics.putArray("by_stratum");
      rows.byStratum().forEach((stratum, scores) -> add(strata.addObject(), stratum, scores));
    }
  }

  /** An agreement: {@code pairs} and four figures, null where they cannot be told. */
  static ObjectNode of(Agreement agreement) {
    ObjectNode node = node().put("pairs", agreement.pairs());
    put(node, "exact", agreement.exact());
    put(node, "within_one", agreement.withinOne());
    put(node, "quadratic_kappa", agreement.quadraticKappa());
    put(node, "spearman", agreement.spearman());
    return node;
  }

  private static void add(ObjectNode node, Stratum stratum, long[] scores) {
    node.put("source", stratum.source()).put("language", stratum.language());
    node.put("length_decile", stratum.decile());
    ArrayNode counts = node.putArray("by_score");
    Arrays.stream(scores).forEach(counts::add);
  }

  static ObjectNode of(Forecast forecast) {
    return node()
        .put("documents", forecast.documents())
        .put("calls", forecast.calls())
        .put("input_tokens", forecast.inputTokens())
        .put("output_tokens", forecast.outputTokens())
        .put("expected_microusd", forecast.expectedMicrousd())
        .put("worst_microusd", forecast.worstMicrousd());
  }

  static ObjectNode of(LedgerTotals totals) {
    return node()
        .put("answered", totals.answered())
        .put("spent_microusd", totals.spentMicrousd())
        .put("in_doubt", totals.inDoubt())
        .put("doubt_microusd", totals.doubtMicrousd());
  }

  private static void put(ObjectNode node, String name, OptionalDouble value) {
    if (value.isPresent()) {
      node.put(name, value.getAsDouble());
    } else {
      node.putNull(name);
    }
  }
}

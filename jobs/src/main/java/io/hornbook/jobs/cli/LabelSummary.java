package io.hornbook.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hornbook.common.failure.DataException;
import io.hornbook.common.llm.Dollars;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.jobs.label.Audit;
import io.hornbook.jobs.run.RunFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The labels in a few lines: how many of which score, what they cost, how far they agree. */
final class LabelSummary {
  private LabelSummary() {}

  static List<String> of(Manifest label) {
    JsonNode metrics = label.metrics();
    List<String> lines = new ArrayList<>();
    StringBuilder scores = new StringBuilder();
    metrics
        .path("by_score")
        .properties()
        .forEach(
            score -> scores.append(format(" %s: %,d", score.getKey(), score.getValue().asLong())));
    lines.add(format("Labels: %,d; texts by score%s", metrics.path("labels").asLong(), scores));
    JsonNode money = metrics.path("money");
    if (money.isObject()) {
      lines.add(
          format(
              "  %s spent on %,d answers, %s in doubt (%,d calls); forecast %s",
              Dollars.text(money.path("spent_microusd").asLong()),
              money.path("answered").asLong(),
              Dollars.text(money.path("doubt_microusd").asLong()),
              money.path("in_doubt").asLong(),
              Dollars.text(metrics.path("forecast").path("expected_microusd").asLong())));
    }
    if (metrics.path("replicates").path("pairs").asLong() > 0) {
      lines.add(
          "  labelled twice, a ceiling for the classifier: "
              + agreement(metrics.path("replicates")));
    }
    return lines;
  }

  /** What people said of these labels, if they were asked. */
  static Optional<String> audit(RunFolder folder, Manifest label) {
    return folder
        .storage()
        .read(Audit.path(folder))
        .map(LabelSummary::json)
        .filter(audit -> audit.path("labels_digest").asText().equals(label.digest()))
        .map(audit -> "  judged by people: " + agreement(audit.path("agreement")));
  }

  private static JsonNode json(byte[] bytes) {
    try {
      return new ObjectMapper().readTree(bytes);
    } catch (IOException e) {
      throw new DataException("Cannot read the audit of the labels: " + e.getMessage(), e);
    }
  }

  /** The figures of an agreement on one line. */
  static String agreement(JsonNode agreement) {
    return format(
        "%,d pairs, exact %s, within one %s, quadratic kappa %s, Spearman %s",
        agreement.path("pairs").asLong(),
        figure(agreement.path("exact")),
        figure(agreement.path("within_one")),
        figure(agreement.path("quadratic_kappa")),
        figure(agreement.path("spearman")));
  }

  private static String figure(JsonNode value) {
    return value.isNumber() ? format("%.3f", value.asDouble()) : "–";
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}

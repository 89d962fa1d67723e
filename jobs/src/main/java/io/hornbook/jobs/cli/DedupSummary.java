package io.hornbook.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.jobs.table.DuplicatesTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What deduplication did, in a few lines: how many of which kind, what its bands find at which
 * similarity, how similar the removed documents are to their survivors, and its alarms.
 */
final class DedupSummary {
  /** In twentieths: what lies below is hardly ever a candidate. */
  private static final int FIRST_STEP = 10;

  private static final int STEPS = 20;

  private final List<String> lines = new ArrayList<>();

  private DedupSummary() {}

  static List<String> of(Manifest dedup) {
    DedupSummary summary = new DedupSummary();
    summary.counts(dedup);
    summary.curve(dedup.metrics());
    summary.alarms(dedup.metrics().path("alarms"));
    return summary.lines;
  }

  private void counts(Manifest dedup) {
    List<String> kinds = new ArrayList<>();
    for (String kind : DuplicatesTable.KINDS) {
      long removed = dedup.accounting().dropped().getOrDefault(kind + "_duplicate", 0L);
      kinds.add(cell("%,d", removed) + " " + kind);
    }
    JsonNode largest = dedup.metrics().path("largest_clusters").path(0);
    String cluster =
        largest.isMissingNode()
            ? ""
            : "; the largest cluster has "
                + cell("%,d", largest.path("size").asLong())
                + " documents";
    lines.add("Duplicates: " + String.join(", ", kinds) + cluster);
  }

  private void curve(JsonNode metrics) {
    JsonNode miss = metrics.path("expected_miss");
    line(
        "  %d bands of %d rows miss a pair at Jaccard %.2f with a probability of %.3f",
        metrics.path("bands").asInt(),
        metrics.path("rows").asInt(),
        miss.path("jaccard").asDouble(),
        miss.path("probability").asDouble());
    Map<Integer, Long> removed = new TreeMap<>();
    metrics
        .path("similarities")
        .forEach(each -> removed.put(step(each.path("from")), each.path("removed").asLong()));
    StringBuilder heads = new StringBuilder(cell("  %-12s", "Jaccard from"));
    StringBuilder found = new StringBuilder(cell("  %-12s", "found"));
    StringBuilder counts = new StringBuilder(cell("  %-12s", "removed"));
    for (JsonNode point : metrics.path("s_curve")) {
      int step = step(point.path("jaccard"));
      if (step >= FIRST_STEP) {
        heads.append(cell("%8.2f", point.path("jaccard").asDouble()));
        found.append(cell("%8.3f", point.path("candidate_probability").asDouble()));
        counts.append(cell("%,8d", removed.getOrDefault(step, 0L)));
      }
    }
    lines.addAll(List.of(heads.toString(), found.toString(), counts.toString()));
  }

  private void alarms(JsonNode alarms) {
    for (JsonNode alarm : alarms) {
      if (alarm.has("source")) {
        line(
            "  alarm: source-order names %s, of which there is no document",
            alarm.path("source").asText());
      } else {
        line(
            "  alarm: %s of %,d documents: look at %s, %s",
            alarm.path("kind").asText(),
            alarm.path("members").asLong(),
            alarm.path("path").asText(),
            alarm.path("document_id").asText());
      }
    }
  }

  private static int step(JsonNode similarity) {
    return (int) Math.round(similarity.asDouble() * STEPS);
  }

  private static String cell(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }

  private void line(String format, Object... values) {
    lines.add(String.format(Locale.ROOT, format, values));
  }
}

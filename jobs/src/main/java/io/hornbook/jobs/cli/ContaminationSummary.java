package io.hornbook.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.hornbook.common.manifest.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What decontamination did, in a few lines: what its self-test found of planted items, what was
 * found in documents, and what that came to.
 */
final class ContaminationSummary {
  private final List<String> lines = new ArrayList<>();

  private ContaminationSummary() {}

  static List<String> of(Manifest decontaminate, Optional<Manifest> select) {
    ContaminationSummary summary = new ContaminationSummary();
    JsonNode metrics = decontaminate.metrics();
    if (!metrics.path("benchmarks").isEmpty()) {
      summary.selfTest(metrics.path("self_test"));
      summary.matches(metrics.path("matches"), select);
    }
    return summary.lines;
  }

  private void selfTest(JsonNode recalls) {
    Map<String, int[]> byKind = new LinkedHashMap<>();
    for (JsonNode recall : recalls) {
      int[] counts = byKind.computeIfAbsent(recall.path("kind").asText(), key -> new int[2]);
      counts[0] += recall.path("found").asInt();
      counts[1] += recall.path("planted").asInt();
    }
    List<String> told = new ArrayList<>();
    byKind.forEach(
        (kind, counts) ->
            told.add("%s %d of %d".formatted(kind.replace('_', ' '), counts[0], counts[1])));
    lines.add(
        "Decontamination finds of planted items: "
            + (told.isEmpty() ? "not tried" : String.join(", ", told)));
  }

  private void matches(JsonNode matches, Optional<Manifest> select) {
    line("  %-20s %-10s %10s %10s %10s", "found", "by", "documents", "items", "dropped");
    for (JsonNode match : matches) {
      String benchmark = match.path("benchmark").asText();
      String method = match.path("method").asText();
      line(
          "  %-20s %-10s %,10d %,10d %10s",
          benchmark,
          method,
          match.path("documents").asLong(),
          match.path("items").asLong(),
          select.map(manifest -> reached(manifest, benchmark, method)).orElse("–"));
    }
    select
        .map(manifest -> manifest.metrics().path("documents_with_cuts").asLong())
        .filter(documents -> documents > 0)
        .ifPresent(
            documents -> line("  %,d documents are kept without the functions found", documents));
  }

  /** The documents whose similarity reaches the limit of the method. */
  private static String reached(Manifest select, String benchmark, String method) {
    for (JsonNode row : select.metrics().path("contamination")) {
      if (row.path("benchmark").asText().equals(benchmark)
          && row.path("method").asText().equals(method)) {
        return String.format(Locale.ROOT, "%,d", row.path("documents").asLong());
      }
    }
    return "0";
  }

  private void line(String format, Object... values) {
    lines.add(String.format(Locale.ROOT, format, values));
  }
}

package io.hornbook.jobs.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A comparison for a terminal. */
final class ComparisonText {
  private static final int WIDTH = 60;

  private final StringBuilder text = new StringBuilder();

  private ComparisonText() {}

  static String of(ObjectNode comparison) {
    ComparisonText all = new ComparisonText();
    JsonNode runs = comparison.path("runs");
    all.line(0, "from %s".formatted(runs.path(0).asText()));
    all.line(0, "to   %s".formatted(runs.path(1).asText()));
    comparison.path("jobs").forEach(all::job);
    all.documents(comparison.path("documents"));
    return all.text.toString();
  }

  private void job(JsonNode job) {
    line(0, "%-18s %s".formatted(job.path("name").asText(), job.path("state").asText()));
    changes("config", job.path("config"));
    changes("counts", job.path("counts"));
    changes("metrics", job.path("metrics"));
  }

  private void changes(String title, JsonNode changes) {
    if (!changes.isEmpty()) {
      line(1, title);
      changes
          .properties()
          .forEach(
              change ->
                  line(
                      2,
                      "%-40s  %s -> %s"
                          .formatted(
                              change.getKey(),
                              shown(change.getValue().path(0)),
                              shown(change.getValue().path(1)))));
    }
  }

  private void documents(JsonNode documents) {
    if (documents.isMissingNode()) {
      line(0, "documents: not compared, as not both runs have selected");
      return;
    }
    line(
        0,
        "documents kept: %,d -> %,d (%,d by both)"
            .formatted(
                documents.path("first").asLong(),
                documents.path("second").asLong(),
                documents.path("both").asLong()));
    reasons("lost", "now", documents.path("lost"));
    reasons("gained", "formerly", documents.path("gained"));
  }

  private void reasons(String title, String when, JsonNode reasons) {
    long all = 0;
    for (JsonNode count : reasons) {
      all += count.asLong();
    }
    line(1, "%s: %,d".formatted(title, all));
    reasons
        .properties()
        .forEach(
            reason ->
                line(
                    2,
                    "%s %-24s %,d".formatted(when, reason.getKey(), reason.getValue().asLong())));
  }

  private static String shown(JsonNode value) {
    if (value.isNull()) {
      return "(none)";
    }
    String shown = value.isTextual() ? value.asText() : value.toString();
    return shown.length() <= WIDTH ? shown : shown.substring(0, WIDTH - 1) + "…";
  }

  private void line(int depth, String line) {
    text.append("  ".repeat(depth)).append(line).append('\n');
  }
}

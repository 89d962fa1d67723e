package io.hornbook.jobs.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Explanations for a terminal. */
final class ExplanationText {
  private static final int WIDTH = 100;

  private final StringBuilder text = new StringBuilder();

  private ExplanationText() {}

  /** One document in full, or a list of several. */
  static String of(String query, List<ObjectNode> explanations) {
    ExplanationText all = new ExplanationText();
    if (explanations.get(0).has("record")) {
      explanations.forEach(all::record);
    } else if (explanations.size() == 1) {
      all.explain(explanations.get(0));
    } else {
      all.list(query, explanations);
    }
    return all.text.toString();
  }

  private void list(String query, List<ObjectNode> explanations) {
    boolean more = explanations.size() == Explanations.MOST;
    line(
        0,
        "%s%d documents are called %s:"
            .formatted(more ? "The first " : "", explanations.size(), query));
    for (ObjectNode explanation : explanations) {
      line(1, "%s  %s".formatted(id(explanation), name(explanation.path("document"))));
      line(2, verdict(explanation));
    }
    line(0, "Explain one of them by its id.");
  }

  private void explain(ObjectNode explanation) {
    line(0, "%s  %s".formatted(id(explanation), name(explanation.path("document"))));
    line(0, verdict(explanation));
    section("document", explanation.path("document"));
    section("signals", explanation.path("signals"));
    duplicate("duplicate", explanation.path("duplicate"));
    duplicate("semantic duplicate", explanation.path("semantic_duplicate"));
    victims(explanation.path("stands_for"));
    explanation.path("labels").forEach(label -> section("label", label));
    section("score", explanation.path("score"));
    explanation.path("contamination").forEach(this::contamination);
    if (explanation.has("shard")) {
      line(0, explanation.path("held_out").asBoolean() ? "held out" : "corpus");
      value("shard", explanation.path("shard"));
    }
    if (!explanation.path("not_run").isEmpty()) {
      line(0, "not run yet: %s".formatted(joined(explanation.path("not_run"))));
    }
  }

  private void record(ObjectNode explanation) {
    ObjectNode record = (ObjectNode) explanation.path("record").deepCopy();
    boolean isDamaged = explanation.path("table").asText().equals("quarantine");
    String reason = record.path("reason").asText("in_base_run");
    record.remove("head");
    line(
        0,
        "%s by %s: %s"
            .formatted(
                isDamaged ? "IN QUARANTINE" : "LEFT OUT",
                explanation.path("job").asText(),
                reason));
    record.properties().forEach(each -> value(each.getKey(), each.getValue()));
  }

  private void duplicate(String title, JsonNode duplicate) {
    if (duplicate.isObject()) {
      ObjectNode flat = duplicate.deepCopy();
      flat.put("survivor", name(duplicate.path("survivor")));
      flat.remove("diff");
      section(title, flat);
      duplicate.path("diff").forEach(each -> line(2, each.asText()));
    }
  }

  private void victims(JsonNode victims) {
    if (victims.isEmpty()) {
      return;
    }
    line(0, "stands for %d duplicates".formatted(victims.size()));
    for (JsonNode victim : victims) {
      line(
          1,
          "%s  %s%s%s"
              .formatted(
                  id(victim),
                  victim.path("kind").asText(),
                  measured("Jaccard", victim.path("jaccard")),
                  measured("cosine", victim.path("cosine"))));
    }
  }

  private static String measured(String name, JsonNode similarity) {
    return similarity.isNumber() ? ", %s %.3f".formatted(name, similarity.asDouble()) : "";
  }

  private void contamination(JsonNode found) {
    line(
        0,
        "holds %s of %s (%s, similarity %.3f)"
            .formatted(
                found.path("item").asText(),
                found.path("benchmark").asText(),
                found.path("method").asText(),
                found.path("similarity").asDouble()));
    span("document", found);
    span("item", found);
  }

  private void span(String side, JsonNode found) {
    line(
        1,
        "%s, bytes %d to %d:"
            .formatted(
                side, found.path(side + "_start").asInt(), found.path(side + "_end").asInt()));
    found.path(side + "_span").asText().lines().forEach(each -> line(2, "| %s".formatted(each)));
  }

  private void section(String title, JsonNode values) {
    if (values.isObject()) {
      line(0, title);
      values.properties().forEach(each -> value(each.getKey(), each.getValue()));
    }
  }

  private void value(String key, JsonNode value) {
    line(1, "%-28s  %s".formatted(key, shortened(joined(value))));
  }

  private static String verdict(ObjectNode explanation) {
    JsonNode selection = explanation.path("selection");
    if (selection.isMissingNode()) {
      return "not decided yet: select has not run";
    }
    return selection.path("keep").asBoolean()
        ? "KEPT"
        : "DROPPED: " + joined(selection.path("reasons"));
  }

  private static String id(JsonNode explanation) {
    return explanation.path("document_id").asText();
  }

  /** Source, repository, path and revision as one name. */
  private static String name(JsonNode document) {
    List<String> parts = new ArrayList<>();
    for (String key : List.of("source", "repository", "path")) {
      if (document.has(key)) {
        parts.add(document.path(key).asText());
      }
    }
    String revision = document.has("revision") ? "@" + document.path("revision").asText() : "";
    return String.join(" ", parts) + revision;
  }

  private static String joined(JsonNode value) {
    if (value.isObject()) {
      List<String> entries = new ArrayList<>();
      value.properties().forEach(e -> entries.add(e.getKey() + " " + joined(e.getValue())));
      return String.join(", ", entries);
    }
    if (!value.isArray()) {
      return value.asText();
    }
    List<String> elements = new ArrayList<>();
    value.forEach(element -> elements.add(joined(element)));
    return String.join(", ", elements);
  }

  private static String shortened(String value) {
    String line = value.replaceAll("\\s+", " ");
    return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1) + "…";
  }

  private void line(int depth, String line) {
    text.append("  ".repeat(depth)).append(line).append('\n');
  }
}

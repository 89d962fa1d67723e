package io.hornbook.jobs.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.jobs.check.CheckConfig.Bounds;
import io.hornbook.jobs.run.RunFolder;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** A run's figures beside the bounds that they must lie within. */
public final class Check {
  private final RunFolder folder;
  private final CheckConfig config;

  /**
   * @param folder a run that has come as far as select
   */
  public Check(RunFolder folder, CheckConfig config) {
    this.folder = folder;
    this.config = config;
  }

  /**
   * A figure.
   *
   * @param name in snake_case
   * @param value 0 to 1; empty where there is nothing to measure
   * @param isNeeded whether it fails if it is empty
   */
  record Figure(String name, OptionalDouble value, Bounds bounds, boolean isNeeded) {
    /** A share of what a run has read: nothing, where it found nothing new. */
    static Figure share(String name, OptionalDouble value, Bounds bounds) {
      return new Figure(name, value, bounds, false);
    }

    boolean passes() {
      return value.isEmpty() ? !isNeeded : bounds.hold(value.getAsDouble());
    }

    String told() {
      return String.format(
          Locale.ROOT,
          "%-18s %8s   %.3f to %.3f   %s",
          name,
          number(),
          bounds.least(),
          bounds.most(),
          passes() ? "ok" : "out");
    }

    private String number() {
      return value.isEmpty() ? "–" : String.format(Locale.ROOT, "%.3f", value.getAsDouble());
    }
  }

  /** Whether every figure lies within its bounds. */
  public boolean passes() {
    return figures().stream().allMatch(Figure::passes);
  }

  /** The figures that do not, by name, with a comma between them. */
  public String failures() {
    return figures().stream()
        .filter(figure -> !figure.passes())
        .map(
            figure ->
                String.format(
                    Locale.ROOT,
                    "%s is %s (expected %.3f to %.3f)",
                    figure.name(),
                    figure.number(),
                    figure.bounds().least(),
                    figure.bounds().most()))
        .collect(Collectors.joining(", "));
  }

  /** A line a figure, for the terminal. */
  public List<String> text() {
    return figures().stream().map(Figure::told).toList();
  }

  /** The whole check, for scripts; the package says its form. */
  public ObjectNode json() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("run", folder.root().toString())
            .put("passed", passes());
    ArrayNode figures = json.putArray("figures");
    for (Figure figure : figures()) {
      ObjectNode told = figures.addObject().put("name", figure.name());
      told.put("value", figure.value().isEmpty() ? null : figure.value().getAsDouble());
      told.put("least", figure.bounds().least()).put("most", figure.bounds().most());
      told.put("passed", figure.passes());
    }
    return json;
  }

  List<Figure> figures() {
    Accounting ingest = folder.published("ingest").accounting();
    Accounting select = folder.published("select").accounting();
    Manifest decontaminate = folder.published("decontaminate");
    JsonNode area = folder.published("train-classifier").metrics().at("/out_of_fold/roc_auc");
    return List.of(
        Figure.share(
            "quarantine_share",
            share(sum(ingest.quarantined().values()), ingest.read()),
            config.quarantineShare()),
        Figure.share("duplicate_share", duplicates(), config.duplicateShare()),
        Figure.share("keep_share", share(select.kept(), select.read()), config.keepShare()),
        new Figure(
            "self_test_recall",
            recall(decontaminate.metrics().path("self_test")),
            config.selfTestRecall(),
            !decontaminate.metrics().path("benchmarks").isEmpty()),
        new Figure(
            "classifier_auc",
            area.isNumber() ? OptionalDouble.of(area.asDouble()) : OptionalDouble.empty(),
            config.classifierAuc(),
            true));
  }

  private OptionalDouble duplicates() {
    Accounting dedup = folder.published("dedup").accounting();
    long found =
        dedup.dropped().entrySet().stream()
            .filter(reason -> reason.getKey().endsWith("_duplicate"))
            .mapToLong(Map.Entry::getValue)
            .sum();
    return share(found, found + dedup.kept());
  }

  private static OptionalDouble recall(JsonNode selfTest) {
    Map<String, long[]> byKind = new HashMap<>();
    for (JsonNode recall : selfTest) {
      long[] counts = byKind.computeIfAbsent(recall.path("kind").asText(), kind -> new long[2]);
      counts[0] += recall.path("found").asLong();
      counts[1] += recall.path("planted").asLong();
    }
    return byKind.values().stream()
        .flatMapToDouble(counts -> share(counts[0], counts[1]).stream())
        .min();
  }

  private static OptionalDouble share(long part, long whole) {
    return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
  }

  private static long sum(Collection<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).sum();
  }
}

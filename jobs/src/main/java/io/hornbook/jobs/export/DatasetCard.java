package io.hornbook.jobs.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.metric.QualityFigures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The corpus's card: a {@code README.md} as Hugging Face's hub reads it (YAML between two lines of
 * dashes, then Markdown), made of what the jobs before have published and of the export's own
 * metrics. It names no path outside the run.
 */
final class DatasetCard {
  /** The hub's classes of size, by the documents from which the next one begins. */
  private static final List<Map.Entry<Long, String>> SIZES =
      List.of(
          Map.entry(1_000L, "n<1K"),
          Map.entry(10_000L, "1K<n<10K"),
          Map.entry(100_000L, "10K<n<100K"),
          Map.entry(1_000_000L, "100K<n<1M"),
          Map.entry(10_000_000L, "1M<n<10M"),
          Map.entry(100_000_000L, "10M<n<100M"),
          Map.entry(1_000_000_000L, "100M<n<1B"),
          Map.entry(10_000_000_000L, "1B<n<10B"),
          Map.entry(100_000_000_000L, "10B<n<100B"),
          Map.entry(1_000_000_000_000L, "100B<n<1T"));

  private static final String LARGEST = "n>1T";

  private static final String HEADER =
      """
      ---
      pretty_name: %s
      language:
      - code
      license: other
      license_name: as-each-document-says
      license_link: '#licences-and-attribution'
      size_categories:
      - %s
      task_categories:
      - text-generation
      tags:
      - code
      - hornbook
      configs:
      - config_name: default
        data_files:
        - split: train
          path: corpus/*.parquet
        - split: test
          path: held_out/*.parquet
      ---
      # %s

      Text for training code models, made by Hornbook after [phi-1](https://arxiv.org/abs/2306.11644): measured, deduplicated, scored for educational value \
      by a classifier that was trained on labels, decontaminated, redacted, shuffled.
      """;

  private final String corpus;
  private final Map<String, Manifest> jobs;
  private final ObjectNode export;
  private final StringBuilder card = new StringBuilder();

  private DatasetCard(String corpus, List<Manifest> manifests, ObjectNode export) {
    this.corpus = corpus;
    this.jobs = manifests.stream().collect(Collectors.toMap(Manifest::job, manifest -> manifest));
    this.export = export;
  }

  /**
   * The card.
   *
   * @param corpus the corpus's name
   * @param manifests what the run has published
   * @param export the metrics of the export that the card is of
   */
  static String of(String corpus, List<Manifest> manifests, ObjectNode export) {
    DatasetCard card = new DatasetCard(corpus, manifests, export);
    card.header();
    card.contents();
    card.licences();
    card.funnel();
    card.classifier();
    card.contamination();
    card.commands();
    return card.card.toString();
  }

  /** The size class of the hub for so many documents. */
  static String size(long documents) {
    return SIZES.stream()
        .filter(each -> documents < each.getKey())
        .findFirst()
        .map(Map.Entry::getValue)
        .orElse(LARGEST);
  }

  private void header() {
    card.append(HEADER.formatted(quoted(corpus), size(sum("documents")), corpus));
  }

  /** A YAML scalar that any name fits in. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private void contents() {
    line("");
    line("## Contents");
    line("");
    line("| source | language | documents | bytes | tokens (p50k_base) |");
    line("|---|---|--:|--:|--:|");
    for (JsonNode row : export.path("by_source")) {
      line(
          "| %s | %s | %,d | %,d | %,d |",
          cell(row.path("source").asText()),
          cell(row.path("language").asText()),
          row.path("documents").asLong(),
          row.path("bytes").asLong(),
          row.path("tokens").asLong());
    }
    line("| all | | %,d | %,d | %,d |", sum("documents"), sum("bytes"), sum("tokens"));
    line("");
    line(
        "`corpus/` is to train on, in %,d shards; `held_out/` (%,d documents) is for measuring, and no document of the corpus is near to one of it. "
            + "Personal data and secrets are replaced in %,d documents.",
        export.path("shards").asLong(),
        export.path("held_out_documents").asLong(),
        export.path("redacted_documents").asLong());
    if (export.has("documents_by_run")) {
      line("");
      line("Documents by run of the chain, oldest first: %s.", export.path("documents_by_run"));
    }
  }

  private void licences() {
    line("");
    line("## Licences and attribution");
    line("");
    line(
        "Each document keeps the licence of its author. Whoever passes a document on names its origin: the columns `source`, `repository`, `path`, `revision`, "
            + "`licences` and `content_sha256` (of the original file) say it for each document; of a question's page, `attributes` names the authors and licences of its posts.");
    line("");
    line("| licence | documents |");
    line("|---|--:|");
    for (JsonNode row : export.path("by_licence")) {
      line("| %s | %,d |", cell(row.path("licence").asText()), row.path("documents").asLong());
    }
    line("");
    line(
        "A document under several licences counts under each; `unknown` means that the source says nothing.");
  }

  private void funnel() {
    manifest("ingest")
        .ifPresent(
            ingest -> {
              line("");
              line("## What was left out");
              line("");
              line(
                  "%,d %s were read; %,d became documents, %,d went to quarantine.",
                  ingest.accounting().read(),
                  ingest.accounting().unit(),
                  ingest.accounting().kept(),
                  total(ingest.accounting().quarantined()));
            });
    manifest("select")
        .ifPresent(
            select -> {
              line("");
              line("| reason | documents |");
              line("|---|--:|");
              select
                  .accounting()
                  .dropped()
                  .forEach((reason, documents) -> line("| %s | %,d |", reason, documents));
              line("| near to a held-out document | %,d |", export.path("near_held_out").asLong());
            });
    manifest("dedup").ifPresent(this::deduplication);
  }

  private void deduplication(Manifest dedup) {
    line("");
    line(
        "A near-duplicate is out only if a document that stays is as similar, by the measured Jaccard similarity of their shingles (%s); %s bands of %s rows find the candidates.",
        dedup.config().at("/dedup/threshold").asText(),
        dedup.metrics().path("bands").asText(),
        dedup.metrics().path("rows").asText());
  }

  private void classifier() {
    manifest("train-classifier").map(Manifest::metrics).ifPresent(this::classifier);
  }

  private void classifier(JsonNode metrics) {
    line("");
    line("## The classifier");
    line("");
    line(
        "A random forest on %,d labelled texts, %,d of them positive; embedder `%s`, labels by `%s`. A document is kept from quality %s on. "
            + "Each text was predicted by forests that have not seen its fold:",
        metrics.at("/labels/texts").asLong(),
        metrics.at("/labels/positive").asLong(),
        metrics.path("embedder").asText(),
        metric("label", "annotator"),
        metric("select", "quality_at_least"));
    line("");
    line("| | %s |", String.join(" | ", QualityFigures.NAMES));
    line("|---|--:|--:|--:|--:|");
    quality("forest", metrics.path("out_of_fold"));
    quality("length alone", metrics.path("length"));
    quality("comment share alone", metrics.path("comment_share"));
    quality("the other annotation", metrics.path("annotators"));
  }

  private String metric(String job, String name) {
    return manifest(job).map(each -> each.metrics().path(name).asText()).orElse("unknown");
  }

  private void quality(String name, JsonNode quality) {
    line("| %s | %s |", name, String.join(" | ", QualityFigures.of(quality)));
  }

  private void contamination() {
    manifest("decontaminate").ifPresent(this::contamination);
  }

  private void contamination(Manifest decontaminate) {
    line("");
    line("## Contamination");
    line("");
    if (decontaminate.metrics().path("benchmarks").isEmpty()) {
      line("No benchmark was searched for.");
      return;
    }
    line(
        "Every document was searched for the items of these benchmarks: %s.",
        names(decontaminate.metrics().path("benchmarks")));
    line("");
    line("| benchmark | method | documents with a find | items found |");
    line("|---|---|--:|--:|");
    for (JsonNode match : decontaminate.metrics().path("matches")) {
      line(
          "| %s | %s | %,d | %,d |",
          cell(match.path("benchmark").asText()),
          match.path("method").asText(),
          match.path("documents").asLong(),
          match.path("items").asLong());
    }
    selfTest(decontaminate.metrics().path("self_test"));
  }

  private void selfTest(JsonNode recalls) {
    line("");
    line("What was found of items that were planted to test the search:");
    line("");
    line("| benchmark | planted | found | of |");
    line("|---|---|--:|--:|");
    for (JsonNode recall : recalls) {
      line(
          "| %s | %s | %d | %d |",
          cell(recall.path("benchmark").asText()),
          recall.path("kind").asText().replace('_', ' '),
          recall.path("found").asInt(),
          recall.path("planted").asInt());
    }
  }

  private static String names(JsonNode benchmarks) {
    List<String> names = new ArrayList<>();
    benchmarks.forEach(
        each ->
            names.add(
                "%s (%d items)"
                    .formatted(each.path("benchmark").asText(), each.path("items").asInt())));
    return String.join(", ", names);
  }

  private void commands() {
    line("");
    line("## How it was made");
    line("");
    line("```");
    line("hornbook pipeline --config CONFIG --run RUN");
    line("```");
    line("");
    line(
        "with these results. The config of each job, resolved, stands in its manifest; the same configs and inputs give the same digests anywhere.");
    line("");
    line("| job | digest | Hornbook | finished |");
    line("|---|---|---|---|");
    jobs.values().stream()
        .filter(manifest -> !manifest.job().startsWith("export"))
        .sorted(Comparator.comparing(Manifest::finished))
        .forEach(
            manifest ->
                line(
                    "| %s | `%s` | %s | %s |",
                    manifest.job(),
                    manifest.digest(),
                    manifest.versions().getOrDefault("hornbook", "unknown"),
                    manifest.finished()));
  }

  private Optional<Manifest> manifest(String job) {
    return Optional.ofNullable(jobs.get(job));
  }

  private long sum(String column) {
    long sum = 0;
    for (JsonNode row : export.path("by_source")) {
      sum += row.path(column).asLong();
    }
    return sum;
  }

  private static long total(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }

  private void line(String format, Object... values) {
    card.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}

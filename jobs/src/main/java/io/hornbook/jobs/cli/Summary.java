package io.hornbook.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.manifest.Manifest.PublishedTable;
import io.hornbook.common.metric.QualityFigures;
import io.hornbook.jobs.run.RunFolder;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;

/**
 * What a run has come to, in the terminal: what measuring cost, the funnel, the duplicates, the
 * classifier, the benchmark items that were found, and where the corpus lies.
 */
final class Summary {
  private static final double MEGA = 1e6;

  private final RunFolder folder;
  private final PrintWriter out;

  Summary(RunFolder folder, PrintWriter out) {
    this.folder = folder;
    this.out = out;
  }

  void print() {
    folder.manifest("ingest").ifPresent(this::records);
    folder.manifest("measure").ifPresent(this::costs);
    folder.manifest("select").ifPresent(this::funnel);
    folder.manifest("dedup").ifPresent(this::duplicates);
    folder.manifest("semantic-dedup").ifPresent(this::semanticDuplicates);
    folder
        .manifest("label")
        .ifPresent(
            label -> {
              line("");
              LabelSummary.of(label).forEach(out::println);
              LabelSummary.audit(folder, label).ifPresent(out::println);
            });
    folder.manifest("train-classifier").ifPresent(this::classifier);
    folder.manifest("decontaminate").ifPresent(this::contamination);
    folder.manifest("export").ifPresent(this::corpus);
  }

  private void records(Manifest ingest) {
    line("");
    line(
        "Read %,d records: %,d documents%s, %,d in quarantine",
        ingest.accounting().read(),
        ingest.accounting().kept(),
        ingest.accounting().dropped().entrySet().stream()
            .map(reason -> ", %,d %s".formatted(reason.getValue(), words(reason.getKey())))
            .collect(Collectors.joining()),
        sum(ingest.accounting().quarantined()));
  }

  private void costs(Manifest measure) {
    JsonNode dearest = measure.metrics().path("dearest");
    if (!dearest.isMissingNode()) {
      double seconds = 0;
      for (JsonNode group : measure.metrics().path("seconds")) {
        seconds += group.asDouble();
      }
      line(
          "Measured in %.1f s of one core; the signals that cost most: %s, %.0f %%",
          seconds, dearest.path("signals").asText(), 100 * dearest.path("share").asDouble());
    }
  }

  private static String words(String reason) {
    return reason.replace('_', ' ');
  }

  private void funnel(Manifest select) {
    line("");
    line("%-28s %10s %10s %10s", "", "documents", "MB", "M tokens");
    long[] left = new long[3];
    select.metrics().path("funnel").forEach(row -> add(left, row, 1));
    row("documents", left);
    for (JsonNode dropped : select.metrics().path("funnel")) {
      if (!dropped.path("reason").isNull()) {
        long[] counts = new long[3];
        add(counts, dropped, -1);
        row("  " + dropped.path("reason").asText(), counts);
        add(left, dropped, -1);
      }
    }
    row("kept", left);
  }

  private static void add(long[] counts, JsonNode row, int sign) {
    counts[0] += sign * row.path("documents").asLong();
    counts[1] += sign * row.path("bytes").asLong();
    counts[2] += sign * row.path("tokens").asLong();
  }

  private void row(String name, long[] counts) {
    line("%-28s %,10d %10.2f %10.3f", name, counts[0], counts[1] / MEGA, counts[2] / MEGA);
  }

  private void duplicates(Manifest dedup) {
    line("");
    DedupSummary.of(dedup).forEach(out::println);
  }

  private void semanticDuplicates(Manifest manifest) {
    line(
        "Semantic duplicates: %,d at a cosine of %s or more, found in %,d clusters",
        sum(manifest.accounting().dropped()),
        manifest.metrics().path("threshold").asText(),
        manifest.metrics().path("clusters").asInt());
  }

  private void contamination(Manifest manifest) {
    line("");
    ContaminationSummary.of(manifest, folder.manifest("select")).forEach(out::println);
  }

  private void classifier(Manifest manifest) {
    JsonNode card = manifest.metrics();
    line("");
    line(
        "Classifier: %,d labelled texts, %,d positive; each predicted without its fold",
        card.path("labels").path("texts").asLong(), card.path("labels").path("positive").asLong());
    figures("", QualityFigures.NAMES);
    quality("  forest", card.path("out_of_fold"));
    quality("  length alone", card.path("length"));
    quality("  comment share alone", card.path("comment_share"));
    quality("  all but the longest 2 %", card.path("longest_two_percent"));
    quality("  commoner class", card.path("majority"));
    quality("  the other annotation", card.path("annotators"));
  }

  private void quality(String name, JsonNode quality) {
    figures(name, QualityFigures.of(quality));
  }

  private void figures(String name, List<String> figures) {
    StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-28s", name));
    figures.forEach(figure -> row.append(String.format(Locale.ROOT, " %10s", figure)));
    line("%s", row);
  }

  private void corpus(Manifest export) {
    Optional<PublishedTable> corpus = export.table("corpus");
    corpus.ifPresent(
        table -> {
          line("");
          line(
              "Corpus: %,d documents in %d shards, %,d held out, below %s",
              table.rows(),
              table.files().size(),
              export.table("held_out").map(PublishedTable::rows).orElse(0L),
              new Path(folder.root(), "export/attempt-" + export.attempt()));
        });
  }

  private static long sum(java.util.SortedMap<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}

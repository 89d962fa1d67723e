package io.hornbook.jobs.dedup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.rule.RuleConfig;
import io.hornbook.common.signal.Signal;
import io.hornbook.common.testing.Seeds;
import io.hornbook.common.testing.TestData;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.SignalsTable;
import io.hornbook.jobs.testing.Given;
import io.hornbook.jobs.testing.Runs;
import io.hornbook.jobs.testing.SparkTest;
import io.hornbook.jobs.testing.TextExchanges;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@SparkTest
class DedupJobTest {
  private final SparkSession session;

  DedupJobTest(SparkSession session) {
    this.session = session;
  }

  @Test
  void accountsForEveryDocumentAndShipsNoText(@TempDir Path temporary) {
    Corpus corpus = python();
    Runs runs = new Runs(session, temporary);
    ingest(runs, corpus, 3);
    Manifest manifest;
    try (TextExchanges exchanges = TextExchanges.in(session)) {
      manifest = runs.run(new DedupJob(List.of(), Corpus.CONFIG));
      assertThat(exchanges.seen()).hasSizeGreaterThan(5);
      assertThat(exchanges.found()).isEmpty();
    }
    Accounting accounting = manifest.accounting();
    assertThat(accounting.read()).isEqualTo(corpus.rows().size());
    assertThat(accounting.dropped()).containsOnlyKeys("exact_duplicate", "near_duplicate");
    assertThat(manifest.table("duplicates").orElseThrow().rows())
        .isEqualTo(accounting.read() - accounting.kept());
    JsonNode metrics = manifest.metrics();
    assertThat(metrics.get("bands").intValue() * metrics.get("rows").intValue()).isEqualTo(147);
    assertThat(metrics.get("s_curve")).hasSize(20);
    assertThat(metrics.get("documents_without_tokens").longValue()).isEqualTo(2);
    assertThat(metrics.get("candidate_pairs").longValue())
        .isGreaterThanOrEqualTo(metrics.get("verified_pairs").longValue());
    assertThat(metrics.get("largest_clusters").get(0).get("path").textValue()).isNotEmpty();
    assertThat(metrics.get("largest_clusters").get(0).get("samples")).isNotEmpty();
    assertThat(metrics.get("expected_miss").get("probability").doubleValue()).isBetween(0.0, 0.05);
    assertThat(total(metrics.get("similarities"), "removed"))
        .isEqualTo(accounting.dropped().get("near_duplicate"));
    assertThat(metrics.get("similarities")).allMatch(step -> step.get("from").doubleValue() >= 0.7);
    assertThat(metrics.get("alarms")).isEmpty();
  }

  @Test
  void theDigestIsOneForOneTaskForEightForShuffledInputAndForAnotherRun(
      @TempDir Path first, @TempDir Path second) {
    Corpus corpus = python();
    Runs one = new Runs(session, first);
    session.conf().set("spark.sql.shuffle.partitions", "1");
    try {
      String digest = digest(one, corpus, 1);
      session.conf().set("spark.sql.shuffle.partitions", "8");
      Collections.shuffle(corpus.rows(), new Random(Seeds.seed()));
      assertThat(digest(new Runs(session, second), corpus, 8)).isEqualTo(digest);
      assertThat(one.replace(new DedupJob(List.of(), Corpus.CONFIG)).digest()).isEqualTo(digest);
    } finally {
      session.conf().set("spark.sql.shuffle.partitions", "4");
    }
  }

  @Test
  void publishesAnEmptyTableWhereNothingIsDuplicated(@TempDir Path temporary) {
    Runs runs = new Runs(session, temporary);
    ingest(runs, new Corpus().add("a", "import os", 1).add("b", "import sys", 1), 1);
    Manifest manifest = runs.run(new DedupJob(List.of(), Corpus.CONFIG));
    assertThat(manifest.table("duplicates").orElseThrow().rows()).isZero();
    assertThat(manifest.accounting()).isEqualTo(Accounting.allKept("documents", 2));
    assertThat(manifest.metrics().get("largest_clusters")).isEmpty();
  }

  @Test
  void aDocumentThatIsOutStandsForNoOther(@TempDir Path temporary) {
    Corpus corpus =
        new Corpus()
            .add("out", Corpus.words(0, 100), 5)
            .add("first", Corpus.words(0, 100), 3)
            .add("edited", Corpus.words(0, 95), 2);
    Runs runs = new Runs(session, temporary);
    ingest(runs, corpus, 1);
    RuleConfig rule =
        new RuleConfig(
            Optional.empty(),
            Optional.of("too_many_lines"),
            Optional.of(Signal.LINE_COUNT.column()),
            Optional.empty(),
            Optional.of(4.0),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Manifest manifest = runs.run(new DedupJob(List.of(rule), Corpus.CONFIG));
    assertThat(manifest.accounting())
        .isEqualTo(
            Accounting.of(
                "documents", 3, 1, Map.of("too_many_lines", 1L, "near_duplicate", 1L), Map.of()));
    JsonNode cluster = manifest.metrics().get("largest_clusters").get(0);
    assertThat(cluster.get("path").textValue()).isEqualTo("first");
    assertThat(cluster.get("size").longValue()).isEqualTo(2);
    assertThat(cluster.get("samples").get(0).get("path").textValue()).isEqualTo("edited");
  }

  @Test
  void namesLargeBucketsAndClustersAndUnknownSourcesAsAlarms(@TempDir Path temporary) {
    Corpus corpus = new Corpus();
    for (int i = 0; i < 6; i++) {
      corpus.add("file " + i, Corpus.words(i, 100), 10 - i);
    }
    Runs runs = new Runs(session, temporary);
    ingest(runs, corpus, 1);
    DedupConfig config = DedupConfigs.with("buckets.alarm-from=5", "source-order=[test, tset]");
    JsonNode alarms = runs.run(new DedupJob(List.of(), config)).metrics().get("alarms");
    assertThat(alarms.findValuesAsText("kind"))
        .containsOnly("bucket", "cluster", "unknown_source")
        .hasSizeLessThanOrEqualTo(10 + 1 + 1);
    JsonNode cluster = alarms.get(alarms.size() - 2);
    assertThat(cluster.get("path").textValue()).isEqualTo("file 0");
    assertThat(cluster.get("members").longValue()).isEqualTo(6);
    assertThat(alarms.get(alarms.size() - 1).get("source").textValue()).isEqualTo("tset");
  }

  private static long total(JsonNode rows, String key) {
    long total = 0;
    for (JsonNode row : rows) {
      total += row.get(key).longValue();
    }
    return total;
  }

  /** Publishes a corpus and, as the only signal, a number of lines that equals the stars. */
  private void ingest(Runs runs, Corpus corpus, int partitions) {
    Dataset<Row> documents = corpus.documents(session).repartition(partitions);
    List<Row> lines = documents.select("document_id", "stars").collectAsList();
    String columns = "document_id " + Signal.LINE_COUNT.column();
    runs.run(Given.of("ingest", DocumentsTable.TABLE, documents));
    runs.run(
        Given.of(
            "measure",
            SignalsTable.TABLE,
            Given.rows(session, SignalsTable.TABLE, columns, lines)));
  }

  private String digest(Runs runs, Corpus corpus, int partitions) {
    ingest(runs, corpus, partitions);
    return runs.run(new DedupJob(List.of(), Corpus.CONFIG)).digest();
  }

  /** The JSON packages of two Python releases, and two files without tokens. */
  private static Corpus python() {
    Corpus corpus = new Corpus().add("empty", "", 1).add("marks", "--", 1);
    for (String jar : List.of("python-resources-25.0.1.jar", "python-resources-24.2.2.jar")) {
      TestData.pythonFiles(jar, "META-INF/resources/libpython/json/")
          .forEach((path, bytes) -> corpus.add(jar + "!" + path, new String(bytes, UTF_8), 0));
    }
    return corpus;
  }
}

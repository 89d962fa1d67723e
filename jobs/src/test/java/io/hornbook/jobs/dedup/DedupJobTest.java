package io.hornbook.jobs.dedup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.testing.TestData;
import io.hornbook.jobs.run.Job;
import io.hornbook.jobs.run.Outcome;
import io.hornbook.jobs.run.RunContext;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.testing.Runs;
import io.hornbook.jobs.testing.SparkTest;
import io.hornbook.jobs.testing.TextExchanges;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
class DedupJobTest {
  private final SparkSession session;

  DedupJobTest(SparkSession session) {
    this.session = session;
  }

  /** Publishes a corpus, in as many partitions as a test likes. */
  private record Ingest(Corpus corpus, int partitions) implements Job {
    @Override
    public String name() {
      return "ingest";
    }

    @Override
    public List<String> inputs() {
      return List.of();
    }

    @Override
    public Object config() {
      return Map.of();
    }

    @Override
    public Outcome run(RunContext context) {
      context.write(
          DocumentsTable.TABLE, corpus.documents(context.session()).repartition(partitions));
      return Outcome.of(
          Accounting.allKept("documents", corpus.rows().size()),
          JsonNodeFactory.instance.objectNode());
    }
  }

  @Test
  void accountsForEveryDocumentAndShipsNoText(@TempDir Path temporary) {
    Corpus corpus = python();
    Runs runs = new Runs(session, temporary);
    runs.run(new Ingest(corpus, 3));
    Manifest manifest;
    try (TextExchanges exchanges = TextExchanges.in(session)) {
      manifest = runs.run(new DedupJob(Corpus.CONFIG));
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
  }

  @Test
  void theDigestDependsNeitherOnInputOrderNorOnShufflePartitions(
      @TempDir Path first, @TempDir Path second) {
    Corpus corpus = python();
    String digest = digest(new Runs(session, first), new Ingest(corpus, 1));
    session.conf().set("spark.sql.shuffle.partitions", "7");
    try {
      assertThat(digest(new Runs(session, second), new Ingest(corpus, 5))).isEqualTo(digest);
    } finally {
      session.conf().set("spark.sql.shuffle.partitions", "4");
    }
  }

  @Test
  void publishesAnEmptyTableWhereNothingIsDuplicated(@TempDir Path temporary) {
    Runs runs = new Runs(session, temporary);
    runs.run(new Ingest(new Corpus().add("a", "import os", 1).add("b", "import sys", 1), 1));
    Manifest manifest = runs.run(new DedupJob(Corpus.CONFIG));
    assertThat(manifest.table("duplicates").orElseThrow().rows()).isZero();
    assertThat(manifest.accounting()).isEqualTo(Accounting.allKept("documents", 2));
    assertThat(manifest.metrics().get("largest_clusters")).isEmpty();
  }

  private static String digest(Runs runs, Job ingest) {
    runs.run(ingest);
    return runs.run(new DedupJob(Corpus.CONFIG)).digest();
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

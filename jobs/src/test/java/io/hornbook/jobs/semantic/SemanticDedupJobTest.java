package io.hornbook.jobs.semantic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.rule.RuleSet;
import io.hornbook.jobs.evidence.Scope;
import io.hornbook.jobs.run.Job;
import io.hornbook.jobs.run.Outcome;
import io.hornbook.jobs.run.RunContext;
import io.hornbook.jobs.run.RunTables;
import io.hornbook.jobs.semantic.SemanticDedupConfig.Clusters;
import io.hornbook.jobs.semantic.SemanticDedupConfig.Comparison;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.DuplicatesTable;
import io.hornbook.jobs.table.EmbeddingsTable;
import io.hornbook.jobs.table.SignalsTable;
import io.hornbook.jobs.testing.Given;
import io.hornbook.jobs.testing.Runs;
import io.hornbook.jobs.testing.SparkTest;
import io.hornbook.jobs.testing.TestDocument;
import io.hornbook.jobs.testing.TextExchanges;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
class SemanticDedupJobTest {
  /** The longest: it comes first in the survivor order. */
  private static final TestDocument FIRST = new TestDocument("first", "def add(a, b): return a+b");

  private static final TestDocument RENAMED = new TestDocument("renamed", "def f(x, y): x+y");
  private static final TestDocument OTHER = new TestDocument("other", "import os");
  private static final TestDocument EMPTY = new TestDocument("empty", "");
  private static final TestDocument COPY = new TestDocument("copy", "import os ");

  private final SparkSession session;
  private final Runs runs;

  SemanticDedupJobTest(SparkSession session, @TempDir Path temporary) {
    this.session = session;
    this.runs = new Runs(session, temporary);
  }

  @BeforeEach
  void survivors() {
    List<TestDocument> all = List.of(FIRST, RENAMED, OTHER, EMPTY, COPY);
    runs.run(
        Given.of(
            "ingest",
            DocumentsTable.TABLE,
            all.stream().map(TestDocument::row).toArray(Row[]::new)));
    runs.run(
        Given.of(
            "measure",
            SignalsTable.TABLE,
            all.stream().map(each -> each.signals(Map.of())).toArray(Row[]::new)));
    runs.run(
        Given.of(
            "dedup",
            DuplicatesTable.TABLE,
            RowFactory.create(COPY.id(), "near", OTHER.id(), 9, 10, 0.9, 2L)));
  }

  /** Publishes vectors as {@code embed} does when it is asked to keep them. */
  private record Kept(Given given) implements Job {
    @Override
    public String name() {
      return given.name();
    }

    @Override
    public List<String> inputs() {
      return given.inputs();
    }

    @Override
    public Object config() {
      return Map.of("embed", Map.of("keep-embeddings", true));
    }

    @Override
    public Outcome run(RunContext context) {
      return given.run(context);
    }
  }

  private static Row vector(TestDocument document, float... components) {
    return RowFactory.create(
        document.id(), document.sha256(), "test", RandomVectors.boxed(components));
  }

  private Given vectors() {
    return Given.of(
        "embed",
        EmbeddingsTable.TABLE,
        vector(FIRST, 1, 0, 0),
        vector(RENAMED, 2, 0.1f, 0),
        vector(OTHER, 0, 1, 0),
        vector(EMPTY, 0, 0, 0),
        vector(COPY, 0, 1, 0));
  }

  private static SemanticDedupJob job(boolean enabled, double threshold) {
    return new SemanticDedupJob(
        new RuleSet(List.of()),
        List.of(),
        Scope.GLOBAL,
        new SemanticDedupConfig(
            enabled, threshold, new Clusters(100, 10, 256, 10, 4), new Comparison(16, 2)));
  }

  @Test
  void namesTheSurvivorAndTheMeasuredCosine() {
    runs.run(new Kept(vectors()));
    Manifest manifest = runs.run(job(true, 0.95));

    Row row =
        new RunTables(session, runs.folder())
            .rows(SemanticDedupJob.NAME, "semantic_duplicates")
            .orElseThrow()
            .collectAsList()
            .get(0);
    assertThat(row.<byte[]>getAs("document_id")).isEqualTo(RENAMED.id());
    assertThat(row.<byte[]>getAs("survivor_id")).isEqualTo(FIRST.id());
    assertThat(row.<Double>getAs("cosine")).isEqualTo(2 / Math.sqrt(4 + 0.1f * (double) 0.1f));
    assertThat(row.<Long>getAs("cluster_size")).isEqualTo(2);
    assertThat(manifest.accounting())
        .isEqualTo(Accounting.of("survivors", 4, 3, Map.of("semantic_duplicate", 1L), Map.of()));
  }

  @Test
  void measuresWhatItDid() {
    runs.run(new Kept(vectors()));
    var metrics = runs.run(job(true, 0.95)).metrics();

    assertThat(metrics.get("documents").asLong()).isEqualTo(4);
    assertThat(metrics.get("documents_without_direction").asLong()).isEqualTo(1);
    assertThat(metrics.get("largest_clusters").toString()).isEqualTo("[3]");
    assertThat(metrics.get("similarities").toString()).isEqualTo("[{\"from\":0.99,\"removed\":1}]");
    assertThat(metrics.at("/largest_groups/0/path").asText()).isEqualTo("first");
    assertThat(metrics.at("/largest_groups/0/samples/0/document_id").asText())
        .isEqualTo(HexFormat.of().formatHex(RENAMED.id()));
    assertThat(metrics.at("/largest_groups/0/samples/0/path").asText()).isEqualTo("renamed");
  }

  @Test
  void whetherItIsEnabledChangesNothingThatItFinds() {
    runs.run(new Kept(vectors()));
    runs.run(job(false, 0.95));
    runs.run(job(true, 0.95));

    assertThat(runs.events()).endsWith("up to date semantic-dedup");
  }

  @Test
  void refusesARunWhoseVectorsWereNotKept() {
    runs.run(vectors());

    assertThatThrownBy(() -> runs.run(job(true, 0.95)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Cannot run semantic-dedup in %s: embed has not kept the vectors of all survivors (set embed.keep-embeddings to true and run it again)",
            runs.folder().root());
  }

  @Test
  void refusesToPublishWhereASurvivorHasNoVector() {
    runs.run(
        new Kept(
            Given.of("embed", EmbeddingsTable.TABLE, vector(FIRST, 1, 0), vector(OTHER, 0, 1))));

    assertThatThrownBy(() -> runs.run(job(true, 0.95)))
        .hasMessageStartingWith("Cannot publish semantic-dedup: its rows are not accounted for");
  }

  @Test
  void shipsNoText() {
    runs.run(new Kept(vectors()));
    try (TextExchanges exchanges = TextExchanges.in(session)) {
      runs.run(job(true, 0.95));
      assertThat(exchanges.seen()).isNotEmpty();
      assertThat(exchanges.found()).isEmpty();
    }
  }

  @Test
  void refusesAThresholdThatNothingOrEverythingReaches() {
    for (double threshold : new double[] {0, 1, -0.5, Double.NaN}) {
      assertThatThrownBy(() -> job(true, threshold))
          .hasMessage("Invalid threshold: %s (expected above 0 and below 1)", threshold);
    }
    assertThatThrownBy(() -> new Comparison(0, 1))
        .hasMessage("Invalid hubs: 0 (expected at least 1)");
  }
}

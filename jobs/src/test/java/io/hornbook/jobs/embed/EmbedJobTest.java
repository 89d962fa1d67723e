package io.hornbook.jobs.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.embed.EmbedderConfig;
import io.hornbook.common.embed.HashingEmbedder;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.rule.Rule;
import io.hornbook.common.rule.RuleSet;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.DuplicatesTable;
import io.hornbook.jobs.table.LabelsTable;
import io.hornbook.jobs.table.SignalsTable;
import io.hornbook.jobs.testing.Given;
import io.hornbook.jobs.testing.LabelledPython;
import io.hornbook.jobs.testing.Runs;
import io.hornbook.jobs.testing.SparkTest;
import io.hornbook.jobs.testing.TestDocument;
import io.hornbook.jobs.testing.TextExchanges;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
class EmbedJobTest {
  private static final EmbedderConfig HASHING = new EmbedderConfig.Hashing();
  private static final RuleSet SHORT =
      new RuleSet(List.of(new Rule.Bounds("too_long", "line_count_v1", 0, 10, List.of())));

  /** Out by the rule, and labelled. */
  private static final TestDocument LABELLED = new TestDocument("labelled", "import os\n");

  private static final TestDocument COPY = new TestDocument("copy", "import os\n");
  private static final TestDocument LONG = new TestDocument("long", "x = 1\n");
  private static final TestDocument DUPLICATE = new TestDocument("duplicate", "y = 2\n");
  private static final TestDocument SURVIVOR = new TestDocument("survivor", "def f(): pass\n");
  private static final List<TestDocument> ALL = List.of(LABELLED, COPY, LONG, DUPLICATE, SURVIVOR);

  private final SparkSession session;
  private Runs runs;
  private Path folder;

  EmbedJobTest(SparkSession session) {
    this.session = session;
  }

  @BeforeEach
  void publishInputs(@TempDir Path folder) {
    this.folder = folder;
    runs = new Runs(session, folder);
    runs.run(
        Given.of(
            "ingest",
            DocumentsTable.TABLE,
            session.createDataFrame(
                ALL.stream().map(TestDocument::row).toList(), DocumentsTable.TABLE.schema())));
    runs.run(
        Given.of(
            "label",
            LabelsTable.TABLE,
            session.createDataFrame(
                List.of(LabelledPython.label(LABELLED.sha256(), 0, 4)),
                LabelsTable.TABLE.schema())));
  }

  @Test
  void embedsEveryDocumentOfALabelledContentAndNoOther() {
    Manifest manifest = embed(false);

    assertThat(paths()).containsExactlyInAnyOrder("labelled", "copy");
    assertThat(manifest.accounting())
        .isEqualTo(Accounting.of("documents", 5, 2, Map.of("not_wanted", 3L), Map.of()));
    assertThat(manifest.metrics().get("embedder").textValue()).isEqualTo("hashing-v1-384");
  }

  @Test
  void writesTheEmbeddersVectors() {
    embed(false);

    for (Row row : vectors()) {
      assertThat(row.getList(row.fieldIndex("vector")))
          .isEqualTo(
              boxed(new HashingEmbedder().embed(LABELLED.text().getBytes(StandardCharsets.UTF_8))));
      assertThat((String) row.getAs("embedder")).isEqualTo("hashing-v1-384");
    }
  }

  @Test
  void keepsTheVectorsOfWhatIsStillInWhenAsked() {
    publishEvidence(ALL);
    Manifest manifest = embed(true);

    assertThat(manifest.accounting())
        .isEqualTo(Accounting.of("documents", 5, 3, Map.of("not_wanted", 2L), Map.of()));
    assertThat(paths()).containsExactlyInAnyOrder("labelled", "copy", "survivor");
  }

  @Test
  void refusesToPublishWhereADocumentHasNoSignals() {
    publishEvidence(List.of(LABELLED, COPY, LONG, DUPLICATE));

    assertThatThrownBy(() -> embed(true))
        .hasMessageStartingWith("Cannot publish embed: its rows are not accounted for");
  }

  @Test
  void shipsNoText() {
    publishEvidence(ALL);
    try (TextExchanges exchanges = TextExchanges.in(session)) {
      embed(true);
      assertThat(exchanges.seen()).isNotEmpty();
      assertThat(exchanges.found()).isEmpty();
    }
  }

  private Manifest embed(boolean keep) {
    return runs.run(new EmbedJob(new EmbedConfig(HASHING, keep), SHORT));
  }

  /** All but the survivor are out: by their length, and one as a duplicate. */
  private void publishEvidence(List<TestDocument> measured) {
    List<Row> signals =
        measured.stream()
            .map(
                document ->
                    document.signals(
                        Map.of(
                            "line_count_v1",
                            List.of(SURVIVOR, DUPLICATE).contains(document) ? 5L : 50L)))
            .toList();
    runs.run(
        Given.of(
            "measure",
            SignalsTable.TABLE,
            session.createDataFrame(signals, SignalsTable.TABLE.schema())));
    runs.run(
        Given.of(
            "dedup",
            DuplicatesTable.TABLE,
            Given.rows(
                session,
                DuplicatesTable.TABLE,
                "document_id",
                List.of(RowFactory.create((Object) DUPLICATE.id())))));
  }

  private List<Row> vectors() {
    return session
        .read()
        .parquet(folder.resolve("embed").toString() + "/attempt-*/embeddings")
        .collectAsList();
  }

  private Stream<String> paths() {
    return vectors().stream().map(row -> path(row.getAs("document_id")));
  }

  private static String path(byte[] id) {
    return ALL.stream()
        .filter(document -> Arrays.equals(document.id(), id))
        .findFirst()
        .orElseThrow()
        .path();
  }

  private static List<Object> boxed(float[] vector) {
    Object[] boxed = new Object[vector.length];
    for (int i = 0; i < boxed.length; i++) {
      boxed[i] = vector[i];
    }
    return List.of(boxed);
  }
}

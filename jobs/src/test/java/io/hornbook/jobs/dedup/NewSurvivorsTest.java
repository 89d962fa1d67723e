package io.hornbook.jobs.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.optout.DenyListReader;
import io.hornbook.jobs.evidence.OptOut;
import io.hornbook.jobs.run.RunTables;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.DroppedTable;
import io.hornbook.jobs.table.SignalsTable;
import io.hornbook.jobs.testing.Given;
import io.hornbook.jobs.testing.Runs;
import io.hornbook.jobs.testing.SparkTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster whose survivor opts out: 1 stays, 2 has its text, 3 and 4 nearly do. */
@Tag("slow")
@SparkTest
class NewSurvivorsTest {
  private static final List<String> TEXTS =
      List.of(Corpus.words(0, 100), Corpus.words(0, 100), Corpus.words(0, 98), Corpus.words(0, 97));

  private final SparkSession session;
  private final Runs runs;

  NewSurvivorsTest(SparkSession session, @TempDir Path temporary) {
    this.session = session;
    this.runs = new Runs(session, temporary);
  }

  private static byte[] id(int number) {
    byte[] id = new byte[16];
    id[15] = (byte) number;
    return id;
  }

  @BeforeEach
  void documents() {
    List<Row> rows =
        java.util.stream.IntStream.rangeClosed(1, TEXTS.size())
            .mapToObj(NewSurvivorsTest::document)
            .toList();
    runs.run(
        new Given(
            "ingest",
            Map.of(
                DocumentsTable.TABLE,
                any ->
                    Given.rows(
                        session,
                        DocumentsTable.TABLE,
                        "document_id source repository path stars text text_sha256",
                        rows),
                DroppedTable.TABLE,
                any -> session.createDataFrame(List.of(), DroppedTable.TABLE.schema()))));
    runs.run(
        Given.of(
            "measure",
            SignalsTable.TABLE,
            Given.rows(
                session,
                SignalsTable.TABLE,
                "document_id",
                rows.stream().map(row -> RowFactory.create(row.get(0))).toList())));
  }

  private static Row document(int number) {
    String text = TEXTS.get(number - 1);
    byte[] digest =
        io.hornbook.common.document.Sha256.of(text.getBytes(StandardCharsets.UTF_8)).bytes();
    return RowFactory.create(
        id(number), "files", "r/" + number, "f.py", 10L - number, text, digest);
  }

  private static OptOut optOut(boolean newSurvivors) {
    return new OptOut(
        new DenyListReader().add("deny", "{\"repository\": \"r/1\"}").list(), true, newSurvivors);
  }

  private DedupJob job(boolean newSurvivors) {
    return new DedupJob(List.of(), DedupConfigs.with()).without(optOut(newSurvivors));
  }

  private List<Row> duplicates() {
    return new RunTables(session, runs.folder())
        .rows("dedup", "duplicates")
        .orElseThrow()
        .collectAsList();
  }

  private static int number(Row row, String column) {
    return row.<byte[]>getAs(column)[15];
  }

  @Test
  void withoutTheOptionAListThatChangesAsksForNoDedup() {
    runs.run(new DedupJob(List.of(), DedupConfigs.with()));
    runs.run(job(false));

    assertThat(runs.events()).endsWith("up to date dedup");
    assertThat(duplicates())
        .extracting(row -> number(row, "document_id"), row -> number(row, "survivor_id"))
        .containsExactlyInAnyOrder(tuple(2, 1), tuple(3, 1), tuple(4, 1));
  }

  @Test
  void nearDuplicatesGetASurvivorOfTheirOwnAndTheTextItselfDoesNotComeBack() {
    runs.run(new DedupJob(List.of(), DedupConfigs.with()));
    assertThatThrownBy(() -> runs.run(job(true))).hasMessageContaining("another config");
    Manifest manifest = runs.replace(job(true));

    assertThat(duplicates())
        .extracting(row -> number(row, "document_id"), row -> number(row, "survivor_id"))
        .containsExactly(tuple(4, 3));
    assertThat(manifest.accounting().read()).isEqualTo(4);
    assertThat(manifest.accounting().kept()).isEqualTo(1);
    assertThat(manifest.accounting().dropped())
        .containsEntry("opted_out", 2L)
        .containsEntry("near_duplicate", 1L);
    Manifest index = runs.run(new IndexJob(List.of(), DedupConfigs.with()).without(optOut(true)));
    assertThat(index.accounting().kept()).isEqualTo(2);
    assertThat(index.accounting().dropped()).containsEntry("opted_out", 2L);
    assertThat(index.table("survivor_shingles").orElseThrow().rows()).isEqualTo(1);
  }
}

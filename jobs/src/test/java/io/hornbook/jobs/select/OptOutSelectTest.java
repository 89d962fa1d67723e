package io.hornbook.jobs.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.optout.DenyListReader;
import io.hornbook.common.rule.RuleSet;
import io.hornbook.jobs.evidence.OptOut;
import io.hornbook.jobs.run.RunTables;
import io.hornbook.jobs.table.ContaminationTable;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.DroppedTable;
import io.hornbook.jobs.table.DuplicatesTable;
import io.hornbook.jobs.table.ScoresTable;
import io.hornbook.jobs.table.SignalsTable;
import io.hornbook.jobs.table.Table;
import io.hornbook.jobs.testing.Given;
import io.hornbook.jobs.testing.Runs;
import io.hornbook.jobs.testing.SparkTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
class OptOutSelectTest {
  private final SparkSession session;
  private final Runs runs;

  OptOutSelectTest(SparkSession session, @TempDir Path temporary) {
    this.session = session;
    this.runs = new Runs(session, temporary);
  }

  private static byte[] id(int number) {
    byte[] id = new byte[16];
    id[0] = (byte) number;
    return id;
  }

  private void given(String job, Table table, String columns, Row... rows) {
    runs.run(Given.of(job, table, Given.rows(session, table, columns, List.of(rows))));
  }

  @BeforeEach
  void evidence() {
    given(
        "measure",
        SignalsTable.TABLE,
        "document_id tokens_v1",
        RowFactory.create(id(1), 1L),
        RowFactory.create(id(2), 2L),
        RowFactory.create(id(3), 3L),
        RowFactory.create(id(5), 5L),
        RowFactory.create(id(6), 6L));
    given(
        "dedup",
        DuplicatesTable.TABLE,
        "document_id kind survivor_id",
        RowFactory.create(id(3), "near", id(5)));
    given(
        "score",
        ScoresTable.TABLE,
        "document_id quality",
        RowFactory.create(id(1), 0.9),
        RowFactory.create(id(2), 0.9),
        RowFactory.create(id(5), 0.4));
    given(
        "decontaminate",
        ContaminationTable.TABLE,
        "document_id benchmark item method similarity",
        RowFactory.create(id(4), "b", "1", "ngram", 0.5));
  }

  private static SelectJob job(double quality) {
    return new SelectJob(
        new SelectConfig(quality, Map.of("ngram", 0.8), List.of()), new RuleSet(List.of()), false);
  }

  private Map<Integer, List<String>> reasons() {
    Map<Integer, List<String>> reasons = new TreeMap<>();
    for (Row row :
        new RunTables(session, runs.folder())
            .rows("select", "selection")
            .orElseThrow()
            .collectAsList()) {
      reasons.put((int) row.<byte[]>getAs("document_id")[0], List.copyOf(row.getList(2)));
    }
    return reasons;
  }

  private static final List<Row> LEFT_OUT =
      List.of(
          RowFactory.create("a/b", "opted_out", id(101), 1L),
          RowFactory.create("a/b", "few_answers", null, 1L));

  private static OptOut deny(String line) {
    return new OptOut(new DenyListReader().add("deny.jsonl", line).list(), true, false);
  }

  /** 5 is a survivor with 3 behind it; 6 has its text; 1 has that of what ingest left out. */
  @BeforeEach
  void texts() {
    Row[] documents = {
      RowFactory.create(id(1), "python", 10L, "c/d", "a.py", id(101)),
      RowFactory.create(id(2), "python", 0L, "c/d", "b.py", id(102)),
      RowFactory.create(id(3), "python", 30L, "c/d", "c.py", id(103)),
      RowFactory.create(id(5), "python", 50L, "A/b", "d.py", id(105)),
      RowFactory.create(id(6), "python", 60L, "c/d", "e.py", id(105))
    };
    runs.run(
        new Given(
            "ingest",
            Map.of(
                DocumentsTable.TABLE,
                any ->
                    Given.rows(
                        session,
                        DocumentsTable.TABLE,
                        "document_id language bytes repository path text_sha256",
                        List.of(documents)),
                DroppedTable.TABLE,
                any ->
                    Given.rows(
                        session,
                        DroppedTable.TABLE,
                        "path reason text_sha256 records",
                        LEFT_OUT))));
  }

  @Test
  void whatIsOptedOutAndItsCopiesAreOutFirst() {
    Manifest manifest = runs.run(job(0.5).without(deny("{\"repository\": \"a/*\"}")));

    assertThat(reasons())
        .containsEntry(1, List.of("opted_out_copy"))
        .containsEntry(2, List.of())
        .containsEntry(3, List.of("near_duplicate"))
        .containsEntry(5, List.of("opted_out", "low_quality"))
        .containsEntry(6, List.of("opted_out_copy"));
    assertThat(manifest.accounting().dropped())
        .containsEntry("opted_out", 1L)
        .containsEntry("opted_out_copy", 2L);
    assertThat(manifest.metrics().get("funnel").findValuesAsText("reason"))
        .startsWith("opted_out", "opted_out_copy");
    assertThat(manifest.metrics().get("duplicates_of_opted_out").asLong()).isEqualTo(1);
    assertThat(manifest.config().toString()).doesNotContain("a/*");
  }

  @Test
  void copiesStayWhereTheConfigSaysSo() {
    OptOut kept = new OptOut(deny("{\"repository\": \"a/*\"}").list(), false, false);
    runs.run(job(0.5).without(kept));

    assertThat(reasons())
        .containsEntry(1, List.of())
        .containsEntry(5, List.of("opted_out", "low_quality"))
        .containsEntry(6, List.of("no_score"));
  }

  @Test
  void aListThatChangesAsksForSelectAlone() {
    runs.run(job(0.5).without(deny("{\"path\": \"x\"}")));
    runs.run(job(0.5).without(deny("{\"path\": \"x\", \"request\": \"T-1\"}")));
    assertThat(runs.events()).endsWith("up to date select");
    OptOut longer = deny("{\"path\": \"x\"}\n{\"path\": \"y\"}");
    assertThatThrownBy(() -> runs.run(job(0.5).without(longer)))
        .hasMessageContaining("its published result is of another config");
    runs.replace(job(0.5).without(longer));
    assertThat(runs.events()).endsWith("started select", "published select");
  }
}

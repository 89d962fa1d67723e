package io.hornbook.jobs.removal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.jobs.removal.RunRemoval.Reopened;
import io.hornbook.jobs.run.Chain;
import io.hornbook.jobs.table.CorpusTable;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.DuplicatesTable;
import io.hornbook.jobs.table.KnownDocumentsTable;
import io.hornbook.jobs.table.Table;
import io.hornbook.jobs.testing.Given;
import io.hornbook.jobs.testing.Runs;
import io.hornbook.jobs.testing.SparkTest;
import io.hornbook.jobs.testing.TestDocument;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@SparkTest
class RunRemovalTest {
  private static final TestDocument OLD = new TestDocument("old.py", "a");
  private static final TestDocument BAD = new TestDocument("bad.py", "b");
  private static final TestDocument COPY = new TestDocument("copy.py", "b");
  private static final TestDocument OF_OLD = new TestDocument("of-old.py", "a");
  private static final TestDocument LATE = new TestDocument("late.py", "b");

  private final SparkSession session;
  private final Runs first;
  private final Runs second;
  private final Runs third;
  private final Runs fourth;

  RunRemovalTest(SparkSession session, @TempDir Path temporary) {
    this.session = session;
    this.first = new Runs(session, temporary.resolve("first"));
    this.second = first.next(session, temporary.resolve("second"));
    this.third = second.next(session, temporary.resolve("third"));
    this.fourth = third.next(session, temporary.resolve("fourth"));
  }

  @BeforeEach
  void publish() {
    publish(first, List.of(OLD), List.of(), List.of());
    publish(second, List.of(BAD), List.of(), List.of());
    publish(
        third,
        List.of(COPY, OF_OLD),
        List.of(duplicate(COPY, BAD), duplicate(OF_OLD, OLD)),
        List.of(OLD, BAD));
    publish(fourth, List.of(LATE), List.of(duplicate(LATE, BAD)), List.of());
  }

  private void publish(
      Runs runs, List<TestDocument> documents, List<Row> duplicates, List<TestDocument> known) {
    runs.run(
        new Given(
            "ingest",
            Map.of(
                DocumentsTable.TABLE,
                any ->
                    table(DocumentsTable.TABLE, documents.stream().map(TestDocument::row).toList()),
                KnownDocumentsTable.TABLE,
                any ->
                    table(
                        KnownDocumentsTable.TABLE,
                        known.stream()
                            .map(each -> RowFactory.create(each.id(), 1, 1L))
                            .toList()))));
    runs.run(Given.of("dedup", DuplicatesTable.TABLE, duplicates.toArray(Row[]::new)));
  }

  private Dataset<Row> table(Table table, List<Row> rows) {
    return session.createDataFrame(rows, table.schema());
  }

  private static Row duplicate(TestDocument document, TestDocument survivor) {
    return RowFactory.create(document.id(), "exact", survivor.id(), null, null, null, 2L);
  }

  private RunRemoval removal(Runs removed) {
    return new RunRemoval(session, removed.folder(), fourth.folder());
  }

  @Test
  void listsWhatIsInAgainAndLetsTheNextRunBuildOnTheOneBefore() {
    RunRemoval removal = removal(second);

    assertThat(removal.reopened())
        .extracting(run -> run.run().root().getName(), Reopened::duplicates, Reopened::known)
        .containsExactly(tuple("third", 1L, 1L), tuple("fourth", 1L, 0L));
    assertThat(removal.list().collectAsList())
        .extracting(row -> row.getString(1), row -> row.getString(2))
        .containsExactlyInAnyOrder(
            tuple(hex(COPY), "exact"), tuple(hex(BAD), "in_base_run"), tuple(hex(LATE), "exact"));
    removal.apply();
    assertThat(Chain.of(fourth.folder()).runs())
        .extracting(run -> run.root().getName())
        .containsExactly("first", "third");
  }

  @Test
  void theFirstRunCanBeRemovedToo() {
    removal(first).apply();
    assertThat(Chain.of(fourth.folder()).length()).isEqualTo(2);
    assertThat(second.folder().base()).isEmpty();
  }

  @Test
  void countsExportedDocumentsThatStandForLaterOnes() {
    assertThat(removal(second).exported()).isZero();
    Row exported = RowFactory.create((Object) BAD.id());
    second.run(
        Given.of(
            "export",
            CorpusTable.TABLE,
            Given.rows(session, CorpusTable.TABLE, "document_id", List.of(exported))));
    assertThat(removal(second).exported()).isEqualTo(1);
  }

  @Test
  void aRunThatIsNotBuiltUponCannotBeRemoved() {
    assertThatThrownBy(() -> removal(fourth))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("does not build on it (expected one of");
  }

  private static String hex(TestDocument document) {
    return HexFormat.of().formatHex(document.id());
  }
}

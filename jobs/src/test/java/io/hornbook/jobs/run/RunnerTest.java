package io.hornbook.jobs.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.unhex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.failure.DataException;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.jobs.table.ScoresTable;
import io.hornbook.jobs.table.SelectionTable;
import io.hornbook.jobs.table.Table;
import io.hornbook.jobs.testing.Runs;
import io.hornbook.jobs.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
class RunnerTest {
  private static final long ROWS = 100;

  private final Runs runs;
  private final SparkSession session;
  private final Path temporary;

  RunnerTest(SparkSession session, @TempDir Path temporary) {
    this.session = session;
    this.temporary = temporary;
    this.runs = new Runs(session, temporary);
  }

  /** A job that writes a hundred scores. */
  private record Scores(Map<String, Object> config, Function<RunContext, Accounting> accounting)
      implements Job {
    Scores(Map<String, Object> config) {
      this(config, context -> Accounting.allKept("documents", ROWS));
    }

    @Override
    public String name() {
      return "score";
    }

    @Override
    public List<String> inputs() {
      return List.of();
    }

    @Override
    public Outcome run(RunContext context) {
      Dataset<Row> rows =
          context
              .session()
              .range(ROWS)
              .select(
                  unhex(sha2(col("id").cast("string"), 256))
                      .substr(lit(1), lit(16))
                      .as("document_id"),
                  col("id").divide(ROWS).as("quality"),
                  lit("f").as("classifier"));
      context.write(ScoresTable.TABLE, rows);
      return Outcome.of(accounting.apply(context), JsonNodeFactory.instance.objectNode());
    }
  }

  /** A job that reads the scores and keeps every second document. */
  private record Selection() implements Job {
    @Override
    public String name() {
      return "select";
    }

    @Override
    public List<String> inputs() {
      return List.of("score");
    }

    @Override
    public Object config() {
      return Map.of();
    }

    @Override
    public Outcome run(RunContext context) {
      Dataset<Row> rows =
          context
              .read(ScoresTable.TABLE)
              .selectExpr(
                  "document_id",
                  "quality > 0.5 AS keep",
                  "array() AS reasons",
                  "CAST(NULL AS ARRAY<STRUCT<start: INT, end: INT>>) AS cuts");
      context.write(SelectionTable.TABLE, rows);
      return Outcome.of(
          Accounting.allKept("documents", ROWS), JsonNodeFactory.instance.objectNode());
    }
  }

  @Test
  void publishesWhatAJobWroteInBuckets() {
    Manifest manifest = runs.run(new Scores(Map.of("a", 1)));

    assertThat(manifest.tables())
        .singleElement()
        .extracting(Manifest.PublishedTable::rows)
        .isEqualTo(ROWS);
    assertThat(manifest.tables().get(0).files()).hasSize(3);
    assertThat(runs.folder().manifest("score")).contains(manifest);
  }

  @Test
  void hasNothingToDoTheSecondTime() {
    Manifest first = runs.run(new Scores(Map.of("a", 1, "b", 2)));
    Manifest second = runs.run(new Scores(Map.of("b", 2, "a", 1)));

    assertThat(second).isEqualTo(first);
    assertThat(runs.events())
        .containsExactly("started score", "published score", "up to date score");
  }

  @Test
  void stopsAtAnotherConfigUnlessToldToReplace() throws IOException {
    Manifest first = runs.run(new Scores(Map.of("a", 1)));

    assertThatThrownBy(() -> runs.run(new Scores(Map.of("a", 2))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("another config")
        .hasMessageContaining("--replace");
    Manifest second = runs.replace(new Scores(Map.of("a", 2)));

    assertThat(second.attempt()).isNotEqualTo(first.attempt());
    assertThat(second.digest()).isEqualTo(first.digest());
    try (var children = Files.list(temporary.resolve("score"))) {
      assertThat(children.map(child -> child.getFileName().toString()))
          .containsExactlyInAnyOrder("attempt-" + second.attempt(), "manifest.json");
    }
  }

  @Test
  void anEqualResultOfAnInputKeepsWhatWasMadeOfIt() {
    runs.run(new Scores(Map.of("a", 1)));
    Manifest selection = runs.run(new Selection());
    runs.replace(new Scores(Map.of("a", 2)));

    assertThat(runs.run(new Selection())).isEqualTo(selection);
  }

  @Test
  void refusesAnInputThatIsNotPublished() {
    assertThatThrownBy(() -> runs.run(new Selection()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Cannot read the result of score")
        .hasMessageContaining("run `hornbook score` first");
  }

  @Test
  void refusesRowsThatAreNotAccountedFor() {
    Scores job =
        new Scores(
            Map.of(), context -> Accounting.of("documents", 100, 98, Map.of("x", 1L), Map.of()));

    assertThatThrownBy(() -> runs.run(job))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("rows are not accounted for");
    assertThat(runs.folder().manifest("score")).isEmpty();
    assertThat(runs.folder().storage().children(runs.folder().job("score"))).isEmpty();
  }

  @Test
  void readsNoFileThatTheManifestDoesNotName() throws IOException {
    Manifest manifest = runs.run(new Scores(Map.of()));
    Path file = temporary.resolve(manifest.tables().get(0).files().get(0).path());
    Files.copy(file, file.resolveSibling("part-99999-stray_00000.c000.zstd.parquet"));

    assertThat(read(manifest, ScoresTable.TABLE).count()).isEqualTo(ROWS);
  }

  @Test
  void refusesATruncatedFile() throws IOException {
    Manifest manifest = runs.run(new Scores(Map.of()));
    Path file = temporary.resolve(manifest.tables().get(0).files().get(0).path());
    Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), 100));

    assertThatThrownBy(() -> read(manifest, ScoresTable.TABLE))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("has 100 bytes");
  }

  @Test
  void replacesADamagedResultOfTheSameConfig() throws IOException {
    Manifest manifest = runs.run(new Scores(Map.of()));
    Files.delete(temporary.resolve(manifest.tables().get(0).files().get(0).path()));
    Manifest mended = runs.replace(new Scores(Map.of()));

    assertThat(mended.attempt()).isNotEqualTo(manifest.attempt());
    assertThat(read(mended, ScoresTable.TABLE).count()).isEqualTo(ROWS);
    assertThat(runs.replace(new Scores(Map.of()))).isEqualTo(mended);
  }

  @Test
  void aJobThatFailsBeforeAnythingIsPublishedFixesNoSettings() {
    Scores failing =
        new Scores(
            Map.of(),
            context -> {
              throw new DataException("Cannot go on");
            });
    assertThatThrownBy(() -> runs.run(failing)).isInstanceOf(DataException.class);

    Runs others = new Runs(session, temporary, new RunSettings(42, 4));
    assertThat(others.run(new Scores(Map.of())).tables().get(0).buckets()).isEqualTo(4);
  }

  @Test
  void joinsBucketedTablesWithoutAnExchangeOrASort() {
    Manifest scores = runs.run(new Scores(Map.of()));
    Manifest selection = runs.run(new Selection());

    Dataset<Row> joined =
        read(scores, ScoresTable.TABLE).join(read(selection, SelectionTable.TABLE), "document_id");

    assertThat(joined.count()).isEqualTo(ROWS);
    assertThat(plan(joined))
        .doesNotContain("Exchange")
        .doesNotContain("Sort ")
        .contains("SortMergeJoin");
  }

  @Test
  void refusesARunFolderOfOtherSettings() {
    runs.run(new Scores(Map.of()));
    Runs others = new Runs(session, temporary, new RunSettings(42, 4));

    assertThatThrownBy(() -> others.run(new Scores(Map.of())))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("\"buckets\":3");
  }

  private Dataset<Row> read(Manifest manifest, Table table) {
    return new PublishedReader(session, runs.folder())
        .read(manifest.table(table.name()).orElseThrow(), table);
  }

  private static String plan(Dataset<Row> rows) {
    return ((org.apache.spark.sql.classic.Dataset<Row>) rows)
        .queryExecution()
        .executedPlan()
        .toString();
  }
}

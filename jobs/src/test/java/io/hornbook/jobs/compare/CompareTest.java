package io.hornbook.jobs.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.jobs.run.Job;
import io.hornbook.jobs.run.Outcome;
import io.hornbook.jobs.run.RunContext;
import io.hornbook.jobs.run.RunSettings;
import io.hornbook.jobs.table.ScoresTable;
import io.hornbook.jobs.table.SelectionTable;
import io.hornbook.jobs.testing.Given;
import io.hornbook.jobs.testing.Runs;
import io.hornbook.jobs.testing.SparkTest;
import io.hornbook.jobs.testing.TestDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompareTest {
  private static final List<String> JOBS = List.of("measure", "score", "select", "export");
  private static final TestDocument KEPT = new TestDocument("kept.py", "a = 1\n");
  private static final TestDocument LOST = new TestDocument("lost.py", "b = 1\n");
  private static final TestDocument GAINED = new TestDocument("gained.py", "c = 1\n");
  private static final TestDocument GONE = new TestDocument("gone.py", "d = 1\n");
  private static final TestDocument NEW = new TestDocument("new.py", "e = 1\n");
  private static final TestDocument BAD = new TestDocument("bad.py", "f = 1\n");

  private final SparkSession session;
  private final Path temporary;
  private final Runs first;
  private final Runs second;

  CompareTest(SparkSession session, @TempDir Path temporary) {
    this.session = session;
    this.temporary = temporary;
    this.first = new Runs(session, temporary.resolve("first"));
    this.second = new Runs(session, temporary.resolve("second"));
  }

  @BeforeAll
  void publishBothRuns() {
    Row score = RowFactory.create(KEPT.id(), 0.75, "forest");
    first.run(Given.of("score", ScoresTable.TABLE, score));
    second.run(Given.of("score", ScoresTable.TABLE, score));
    first.run(Given.of("measure", ScoresTable.TABLE, score));
    first.run(selecting(0.5, KEPT.verdict(), LOST.verdict(), GONE.verdict(), bad(), gained()));
    second.run(selecting(0.7, KEPT.verdict(), lost(), GAINED.verdict(), NEW.verdict(), bad()));
  }

  private static Row lost() {
    return LOST.verdict("low_quality", "contaminated");
  }

  private static Row gained() {
    return GAINED.verdict("near_duplicate");
  }

  private static Row bad() {
    return BAD.verdict("too_short");
  }

  private static Selecting selecting(double threshold, Row... verdicts) {
    return new Selecting(threshold, List.of(verdicts));
  }

  @Test
  void tellsWhichDocumentsAreLostAndGainedAndWhy() throws IOException {
    JsonNode documents = compare(first, second).json().path("documents");

    JsonNode expected =
        json(
            """
            {"first": 3, "second": 3, "both": 1,
             "lost": {"absent": 1, "low_quality": 1},
             "gained": {"absent": 1, "near_duplicate": 1}}
            """);
    assertThat(documents).hasToString(expected.toString());
  }

  @Test
  void countsTheSameWhereTheRunsHaveOtherBuckets() {
    Runs wider = new Runs(session, temporary.resolve("wider"), new RunSettings(42, 5));
    wider.run(selecting(0.7, KEPT.verdict(), lost(), GAINED.verdict(), NEW.verdict(), bad()));

    assertThat(compare(first, wider).json().path("documents"))
        .isEqualTo(compare(first, second).json().path("documents"));
  }

  @Test
  void joinsTheVerdictsWithoutAnExchangeOfDocuments() {
    Dataset<Row> counts =
        CompareTransforms.countedByVerdicts(
            compare(first, second).selection(first.folder()).orElseThrow(),
            compare(first, second).selection(second.folder()).orElseThrow());

    String plan = counts.queryExecution().executedPlan().toString();
    String exchanges =
        plan.lines().filter(line -> line.contains("Exchange")).reduce("", String::concat);
    assertThat(plan).contains("SortMergeJoin");
    assertThat(exchanges)
        .contains("hashpartitioning(_groupingexpression")
        .doesNotContain("document_id");
  }

  @Test
  void tellsWhatChangedInTheConfigAndInTheFigures() throws IOException {
    JsonNode jobs = compare(first, second).json().path("jobs");

    assertThat(jobs)
        .isEqualTo(
            json(
                """
                [{"name": "measure", "state": "only in %s"},
                 {"name": "score", "state": "same"},
                 {"name": "select", "state": "changed",
                  "config": {"/cut/languages": [["a"], null], "/quality-at-least": [0.5, 0.7]},
                  "counts": {},
                  "metrics": {"/bytes": [50, 70]}}]
                """
                    .formatted(first.folder().root())));
  }

  @Test
  void readsInATerminal() {
    assertThat(compare(first, second).text())
        .startsWith("from " + first.folder().root() + "\nto   " + second.folder().root() + "\n")
        .containsPattern("\nscore +same\n")
        .containsPattern("\n    /quality-at-least +0\\.5 -> 0\\.7\n")
        .containsPattern("\n    /cut/languages +\\[\"a\"\\] -> \\(none\\)\n")
        .contains("\ndocuments kept: 3 -> 3 (1 by both)\n  lost: 2\n")
        .containsPattern("\n    now low_quality +1\n  gained: 2\n")
        .containsPattern("\n    formerly near_duplicate +1\n");
  }

  @Test
  void aRunIsTheSameAsItself() {
    ObjectNode comparison = compare(first, first).json();

    assertThat(comparison.findValuesAsText("state")).containsOnly("same").hasSize(3);
    assertThat(comparison.path("documents").path("both").asLong()).isEqualTo(3);
    assertThat(comparison.path("documents").path("lost")).isEmpty();
    assertThat(comparison.path("documents").path("gained")).isEmpty();
  }

  @Test
  void comparesWhatThereIsWhereARunHasNotSelected() {
    Runs early = new Runs(session, temporary.resolve("early"));
    early.run(Given.of("score", ScoresTable.TABLE, RowFactory.create(KEPT.id(), 0.5, "forest")));

    assertThat(compare(first, early).json().has("documents")).isFalse();
    assertThat(compare(first, early).text())
        .containsPattern("\nscore +changed\n")
        .endsWith("documents: not compared, as not both runs have selected\n");
  }

  @Test
  void saysThatAFolderIsNoRun() {
    Runs empty = new Runs(session, temporary.resolve("empty"));

    assertThatThrownBy(() -> compare(first, empty))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Cannot compare %s: no job has published in it (name the folder that --run named)",
            empty.folder().root());
  }

  private Compare compare(Runs before, Runs after) {
    return new Compare(session, before.folder(), after.folder(), JOBS);
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  /** Publishes verdicts, with the config and the metrics of a threshold. */
  private record Selecting(double threshold, List<Row> verdicts) implements Job {
    @Override
    public String name() {
      return "select";
    }

    @Override
    public List<String> inputs() {
      return List.of();
    }

    @Override
    public Object config() {
      return threshold < 0.6
          ? Map.of("quality-at-least", threshold, "cut", Map.of("languages", List.of("a")))
          : Map.of("quality-at-least", threshold, "cut", Map.of());
    }

    @Override
    public Outcome run(RunContext context) {
      context.write(
          SelectionTable.TABLE,
          context.session().createDataFrame(verdicts, SelectionTable.TABLE.schema()));
      ObjectNode metrics = new ObjectMapper().createObjectNode();
      return Outcome.of(
          Accounting.allKept("documents", verdicts.size()),
          metrics.put("bytes", Math.round(threshold * 100)));
    }
  }
}

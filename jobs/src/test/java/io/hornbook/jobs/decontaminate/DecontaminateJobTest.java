package io.hornbook.jobs.decontaminate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.hornbook.common.benchmark.BenchmarkFormat;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.failure.DataException;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.rule.Rule;
import io.hornbook.common.rule.RuleSet;
import io.hornbook.jobs.run.RunTables;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.DuplicatesTable;
import io.hornbook.jobs.table.SignalsTable;
import io.hornbook.jobs.testing.Given;
import io.hornbook.jobs.testing.Runs;
import io.hornbook.jobs.testing.SparkTest;
import io.hornbook.jobs.testing.TestDocument;
import io.hornbook.jobs.testing.TextExchanges;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DecontaminateJobTest {
  private static final String SOLUTION =
      "    kept = [word for word in words if len(word) > shortest]\n    return sorted(kept)\n";
  private static final String ITEM =
      "{\"task_id\": \"demo/1\", \"entry_point\": \"longer\", \"prompt\": \"def longer(words,"
          + " shortest):\\n    \\\"\\\"\\\"Words with more than shortest letters, in"
          + " order.\\\"\\\"\\\"\\n\", \"canonical_solution\": \""
          + SOLUTION.replace("\n", "\\n")
          + "\"}\n";
  private static final String FUNCTION = "def longer(words, shortest):\n" + SOLUTION;
  private static final TestDocument LEAKED =
      new TestDocument("leaked.py", "# Größe\nimport re\n\n" + FUNCTION + "print(longer([], 3))\n");
  private static final TestDocument INNOCENT =
      new TestDocument("innocent.py", "def shorter(words):\n    return sorted(words)\n");
  private static final TestDocument DUPLICATE = new TestDocument("copy.py", LEAKED.text());

  private static final TestDocument GATED =
      new TestDocument("gated.py", "import sys\n" + LEAKED.text());
  private static final RuleSet RULES =
      new RuleSet(List.of(new Rule.Bounds("too_long", "line_count_v1", 0, 10, List.of())));

  private final SparkSession session;
  private final Path temporary;
  private final Runs runs;

  DecontaminateJobTest(SparkSession session, @TempDir Path temporary) {
    this.session = session;
    this.temporary = temporary;
    this.runs = new Runs(session, temporary.resolve("run"));
  }

  @BeforeAll
  void publishDocuments() {
    runs.run(
        Given.of(
            "ingest",
            DocumentsTable.TABLE,
            LEAKED.row(),
            INNOCENT.row(),
            DUPLICATE.row(),
            GATED.row()));
    Row duplicate = RowFactory.create(DUPLICATE.id(), "exact", LEAKED.id(), null, null, null, 2L);
    runs.run(
        Given.of(
            "measure",
            SignalsTable.TABLE,
            LEAKED.signals(Map.of("line_count_v1", 5L)),
            INNOCENT.signals(Map.of("line_count_v1", 2L)),
            DUPLICATE.signals(Map.of("line_count_v1", 5L)),
            GATED.signals(Map.of("line_count_v1", 100L))));
    runs.run(Given.of("dedup", DuplicatesTable.TABLE, duplicate));
  }

  @Test
  void writesTheMatchedTextOfBothSides() throws IOException {
    runs.replace(job(ITEM));

    assertThat(rows("contamination"))
        .extracting(
            row -> row.<byte[]>getAs("document_id"),
            row -> row.getAs("benchmark"),
            row -> row.getAs("item"),
            row -> row.getAs("method"),
            row -> row.getAs("similarity"),
            row -> row.getAs("document_span"))
        .containsExactlyInAnyOrder(
            tuple(LEAKED.id(), "demo", "demo/1", "exact", 1.0, FUNCTION.strip()),
            tuple(
                LEAKED.id(),
                "demo",
                "demo/1",
                "ngram",
                1.0,
                FUNCTION.strip().replace("kept)", "kept")));
    for (Row row : rows("contamination")) {
      byte[] text = LEAKED.text().getBytes(StandardCharsets.UTF_8);
      int start = row.getAs("document_start");
      int end = row.getAs("document_end");
      assertThat(new String(text, start, end - start, StandardCharsets.UTF_8))
          .isEqualTo(row.getAs("document_span"));
      assertThat(row.<String>getAs("item_span")).startsWith("def longer").contains("kept");
    }
  }

  @Test
  void accountsForEveryDocumentAndExchangesNoText() throws IOException {
    Manifest manifest;
    try (TextExchanges exchanges = TextExchanges.in(session)) {
      manifest = runs.replace(job(ITEM));
      assertThat(exchanges.seen()).isNotEmpty();
      assertThat(exchanges.found()).isEmpty();
    }

    assertThat(manifest.accounting().read()).isEqualTo(4);
    assertThat(manifest.accounting().kept()).isEqualTo(2);
    assertThat(manifest.accounting().dropped()).containsEntry("already_out", 2L);
    assertThat(manifest.metrics().toString())
        .contains("\"benchmark\":\"demo\",\"items\":1,\"items_without_solution\":0")
        .contains("{\"benchmark\":\"demo\",\"method\":\"exact\",\"matches\":1,\"documents\":1");
  }

  @Test
  void quarantinesTheLinesThatAreNoItems() throws IOException {
    runs.replace(job("{\"task_id\"\n" + ITEM + "[]\n"));

    assertThat(rows("quarantine"))
        .extracting(
            row -> row.getAs("source"),
            row -> row.getAs("origin"),
            row -> row.getAs("offset"),
            row -> row.getAs("reason"),
            row -> new String(row.<byte[]>getAs("head"), StandardCharsets.UTF_8))
        .containsExactlyInAnyOrder(
            tuple("demo", "demo.jsonl", 1L, "not_json", "{\"task_id\""),
            tuple("demo", "demo.jsonl", 3L, "not_an_object", "[]"));
    assertThat(rows("contamination")).hasSize(2);
  }

  @Test
  void writesAnEmptyTableWhenNothingIsFound() throws IOException {
    runs.replace(job(ITEM.replace("longer", "taller").replace("word", "tree")));

    assertThat(rows("contamination")).isEmpty();
  }

  @Test
  void runsWithoutBenchmarks() {
    Manifest manifest =
        runs.replace(new DecontaminateJob(new DecontaminateConfig(List.of(), 13, 0.1, 5), RULES));

    assertThat(rows("contamination")).isEmpty();
    assertThat(manifest.accounting().kept()).isEqualTo(2);
  }

  @Test
  void hasNothingToDoForACopyOfTheBenchmarkWithTheSameTimeElsewhere() throws IOException {
    DecontaminateJob job = job(ITEM);
    Manifest first = runs.replace(job);
    Path copy = Files.createDirectories(temporary.resolve("elsewhere")).resolve("demo.jsonl");
    Files.copy(
        temporary.resolve("demo.jsonl"), copy, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);

    assertThat(runs.run(job(copy)).attempt()).isEqualTo(first.attempt());
    assertThat(first.config().toString()).contains("\"kind\":\"human-eval\"");
  }

  @Test
  void aMissingBenchmarkIsAMistakeInTheConfig() {
    Path missing = temporary.resolve("missing.jsonl");

    assertThatThrownBy(() -> runs.replace(job(missing)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("Cannot read benchmark demo: there is no file " + missing);
  }

  @Test
  void anEmptyBenchmarkStopsTheJob() {
    assertThatThrownBy(() -> runs.replace(job("not JSON\n")))
        .isInstanceOf(DataException.class)
        .hasMessage("Cannot read benchmark demo: it has no items (1 unreadable records)");
  }

  @Test
  void refusesTwoBenchmarksOfOneName() {
    DecontaminateConfig.Source source = source(temporary);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DecontaminateConfig(List.of(source, source), 13, 0.1, 5))
        .withMessage("Invalid benchmarks: demo twice (expected each name once)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DecontaminateConfig(List.of(), 13, 1.5, 5))
        .withMessageStartingWith("Invalid min-similarity: 1.5");
  }

  private List<Row> rows(String table) {
    return new RunTables(session, runs.folder())
        .rows("decontaminate", table)
        .orElseThrow()
        .collectAsList();
  }

  private DecontaminateJob job(String benchmark) throws IOException {
    return job(Files.writeString(temporary.resolve("demo.jsonl"), benchmark));
  }

  private static DecontaminateJob job(Path file) {
    return new DecontaminateJob(new DecontaminateConfig(List.of(source(file)), 13, 0.1, 5), RULES);
  }

  private static DecontaminateConfig.Source source(Path file) {
    return new DecontaminateConfig.Source("demo", file.toString(), new BenchmarkFormat.HumanEval());
  }
}

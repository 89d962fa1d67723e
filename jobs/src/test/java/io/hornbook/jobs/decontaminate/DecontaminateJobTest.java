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
import io.hornbook.common.signal.MeasureLimits;
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
import java.util.Optional;
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
  private static final String COUNTING =
      """
          seen = 0
          for word in words:
              if len(word) > shortest:
                  seen = seen + 1
          return [seen, len(words)]
      """;
  private static final TestDocument LEAKED =
      new TestDocument("leaked.py", "# Größe\nimport re\n\n" + FUNCTION + "print(longer([], 3))\n");
  private static final TestDocument INNOCENT =
      new TestDocument("innocent.py", "def shorter(words):\n    return sorted(words)\n");
  private static final TestDocument DUPLICATE = new TestDocument("copy.py", LEAKED.text());

  private static final TestDocument GATED =
      new TestDocument("gated.py", "import sys\n" + LEAKED.text());
  private static final MeasureLimits LIMITS = new MeasureLimits(1 << 20, 32);
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
            tuple(LEAKED.id(), "demo", "demo/1", "ast", 1.0, FUNCTION.strip()),
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
  void tellsWhatItsSelfTestFoundAndShowsSamplesOfBothSides() throws IOException {
    Manifest manifest = runs.replace(job(ITEM));

    assertThat(manifest.metrics().path("self_test")).hasSize(6);
    assertThat(manifest.metrics().path("self_test").get(0).toString())
        .isEqualTo(
            "{\"benchmark\":\"demo\",\"kind\":\"verbatim\",\"planted\":1,\"found\":1,"
                + "\"found_by\":{\"ast\":1,\"exact\":1,\"ngram\":1},\"missed\":[]}");
    assertThat(manifest.metrics().path("samples")).hasSize(3);
    assertThat(manifest.metrics().path("samples").get(0).path("document_span").asText())
        .isEqualTo(FUNCTION.strip());
    assertThat(manifest.metrics().path("items_without_tree").toString()).isEqualTo("[]");
  }

  @Test
  void findsARenamedFunctionAndWhatMustGo() throws IOException {
    String item =
        "{\"task_id\": \"t\", \"entry_point\": \"longer\", \"prompt\": \"def longer(words,"
            + " shortest):\\n\", \"canonical_solution\": \""
            + COUNTING.replace("\n", "\\n")
            + "\"}\n";
    TestDocument renamed =
        new TestDocument(
            "renamed.py",
            "x = 1\n\n\ndef long(ws, k):\n"
                + COUNTING.replace("words", "ws").replace("shortest", "k").replace("seen", "n")
                + "\n\ny = 2\n");
    Runs other = published("renamed", List.of(renamed));
    other.run(job(item));

    List<Row> rows =
        new RunTables(session, other.folder())
            .rows("decontaminate", "contamination")
            .orElseThrow()
            .where("method = 'ast'")
            .collectAsList();
    assertThat(rows).hasSize(1);
    int start = rows.get(0).getAs("cut_start");
    int end = rows.get(0).getAs("cut_end");
    assertThat(renamed.text().substring(start, end)).startsWith("def long(").endsWith("len(ws)]\n");
  }

  @Test
  void whatManyDocumentsHaveThatHoldNoItemIsAnIdiomAndALeakIsNone() throws IOException {
    String idiom = "    keys = [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q]\n";
    String item =
        "{\"task_id\": \"t\", \"prompt\": \"def join(z):\\n\", \"canonical_solution\": \""
            + (idiom + "    return [z + key for key in keys if key not in z and key is not None]\n")
                .replace("\n", "\\n")
            + "\"}\n";
    List<TestDocument> documents = new java.util.ArrayList<>();
    for (int i = 0; i < 4; i++) {
      documents.add(new TestDocument("innocent" + i + ".py", "w = " + i + "\n" + idiom));
      documents.add(
          new TestDocument(
              "leaked" + i + ".py",
              "w = "
                  + i
                  + "\ndef join(z):\n"
                  + idiom
                  + "    return [z + key for key in keys if key not in z and key is not None]\n"));
    }
    Runs other = published("idioms", documents);
    Manifest manifest = other.run(job(item));

    assertThat(manifest.metrics().path("idioms").asInt()).isEqualTo(6);
    assertThat(manifest.metrics().path("commonest_idioms").get(0).path("documents").asInt())
        .isEqualTo(4);
    assertThat(manifest.metrics().path("commonest_idioms").toString()).contains("keys = [a, b, c");
    assertThat(manifest.metrics().path("matches").toString())
        .contains("\"method\":\"exact\",\"matches\":4,\"documents\":4")
        .contains("\"method\":\"ngram\",\"matches\":4,\"documents\":4");
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
    assertThat(rows("contamination")).hasSize(3);
  }

  @Test
  void writesAnEmptyTableWhenNothingIsFound() throws IOException {
    String other = ITEM.replace("longer", "taller").replace("word", "tree");
    runs.replace(job(other.replace("sorted(kept)", "[kept, sorted(kept)]")));

    assertThat(rows("contamination")).isEmpty();
  }

  @Test
  void runsWithoutBenchmarks() {
    Manifest manifest = runs.replace(new DecontaminateJob(config(List.of(), 0.1), LIMITS, RULES));

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
        .isThrownBy(() -> config(List.of(source, source), 0.1))
        .withMessage("Invalid benchmarks: demo twice (expected each name once)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(List.of(), 1.5))
        .withMessageStartingWith("Invalid min-similarity: 1.5");
  }

  /** A run of its own with these documents, all of which pass the rules. */
  private Runs published(String name, List<TestDocument> documents) {
    Runs other = new Runs(session, temporary.resolve(name));
    Row[] rows = documents.stream().map(TestDocument::row).toArray(Row[]::new);
    Row[] signals =
        documents.stream()
            .map(each -> each.signals(Map.of("line_count_v1", 5L)))
            .toArray(Row[]::new);
    other.run(Given.of("ingest", DocumentsTable.TABLE, rows));
    other.run(Given.of("measure", SignalsTable.TABLE, signals));
    other.run(Given.of("dedup", DuplicatesTable.TABLE));
    return other;
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
    return new DecontaminateJob(config(List.of(source(file)), 0.1), LIMITS, RULES);
  }

  private static DecontaminateConfig.Source source(Path file) {
    return new DecontaminateConfig.Source(
        "demo", file.toString(), new BenchmarkFormat.HumanEval(), Optional.empty());
  }

  private static DecontaminateConfig config(
      List<DecontaminateConfig.Source> sources, double minSimilarity) {
    return new DecontaminateConfig(
        sources,
        13,
        minSimilarity,
        5,
        new DecontaminateConfig.Idioms(3, 0),
        new DecontaminateConfig.Ast(0.8, 21, 30),
        5);
  }
}

package io.hornbook.jobs.measure;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.rule.RuleConfig;
import io.hornbook.common.rule.RuleSet;
import io.hornbook.common.signal.Signal;
import io.hornbook.common.signal.SignalGroup;
import io.hornbook.common.signal.SignalMeter;
import io.hornbook.common.signal.Signals;
import io.hornbook.common.signal.SourceText;
import io.hornbook.common.signal.Subject;
import io.hornbook.common.testing.TestData;
import io.hornbook.jobs.run.RunTables;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.SignalsTable;
import io.hornbook.jobs.testing.Given;
import io.hornbook.jobs.testing.Runs;
import io.hornbook.jobs.testing.SparkTest;
import io.hornbook.jobs.testing.TestDocument;
import io.hornbook.jobs.testing.TextExchanges;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.physical.HashPartitioning;
import org.apache.spark.sql.catalyst.plans.physical.Partitioning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
class MeasureJobTest {
  private static final MeasureConfig CONFIG = new MeasureConfig(1 << 20, 32, false);
  private static final TestDocument MAILED =
      new TestDocument("mailed.py", "# né: jane.doe@mail.org\nprint 'a'\n");

  private final SparkSession session;

  MeasureJobTest(SparkSession session) {
    this.session = session;
  }

  @Test
  void writesWhatTheMeterMeasuresForEveryDocumentAndShipsNoText(@TempDir Path temporary) {
    List<TestDocument> documents = documents();
    Runs runs = new Runs(session, temporary);
    runs.run(ingest(documents));
    Manifest manifest;
    try (TextExchanges exchanges = TextExchanges.in(session)) {
      manifest = runs.run(new MeasureJob(CONFIG, List.of()));
      assertThat(exchanges.found()).isEmpty();
    }
    assertThat(manifest.accounting()).isEqualTo(Accounting.allKept("documents", documents.size()));
    Map<String, Row> rows = rows(runs);
    assertThat(rows).hasSize(documents.size());
    try (SignalMeter meter = new SignalMeter(CONFIG.limits())) {
      for (TestDocument document : documents) {
        Signals expected =
            meter.measure(
                new Subject(
                    SourceText.of(document.text()), "python", document.path(), List.of("MIT")));
        Row row = rows.get(HexFormat.of().formatHex(document.id()));
        for (Signal signal : Signal.values()) {
          assertThat(row.<Object>getAs(signal.column()))
              .as(document.path() + " " + signal)
              .isEqualTo(expected.value(signal).orElse(null));
        }
      }
    }
  }

  @Test
  void recordsSensitiveSpansInBytesAndCountsThem(@TempDir Path temporary) {
    Runs runs = new Runs(session, temporary);
    runs.run(ingest(List.of(MAILED, new TestDocument("empty.py", ""))));
    JsonNode metrics = runs.run(new MeasureJob(CONFIG, List.of())).metrics();
    assertThat(metrics.at("/with_sensitive/email").longValue()).isEqualTo(1);
    assertThat(metrics.get("parsed_documents").longValue()).isEqualTo(2);
    assertThat(metrics.get("documents_with_parse_errors").longValue()).isEqualTo(1);
    Row row = rows(runs).get(HexFormat.of().formatHex(MAILED.id()));
    int start = "# né: ".getBytes(StandardCharsets.UTF_8).length;
    assertThat(row.<Row>getList(row.fieldIndex(SignalsTable.SENSITIVE)))
        .extracting(span -> span.get(0), span -> span.get(1), span -> span.get(2))
        .containsExactly(tuple("email", start, start + "jane.doe@mail.org".length()));
  }

  @Test
  void measuresEachTextOnce() {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    Dataset<Row> documents =
        session.createDataFrame(
            spark.parallelize(List.of(MAILED.row())), DocumentsTable.TABLE.schema());
    String plan =
        MeasureTransforms.signals(
                documents,
                CONFIG.limits(),
                new RuleSet(List.of()),
                new MeasureCosts(session.sparkContext()))
            .queryExecution()
            .executedPlan()
            .toString();
    assertThat(plan).doesNotContain("LocalTableScan");
    assertThat(plan.split("measure\\(text", -1)).hasSize(2);
  }

  @Test
  void theSignalsLieInTheBucketsOfTheDocuments() {
    Dataset<Row> documents =
        session
            .createDataFrame(List.of(MAILED.row()), DocumentsTable.TABLE.schema())
            .repartition(7, col("document_id"));
    Partitioning partitioning =
        MeasureTransforms.signals(
                documents,
                CONFIG.limits(),
                new RuleSet(List.of()),
                new MeasureCosts(session.sparkContext()))
            .queryExecution()
            .sparkPlan()
            .outputPartitioning();
    assertThat(partitioning).isInstanceOf(HashPartitioning.class);
    assertThat(partitioning.numPartitions()).isEqualTo(7);
  }

  @Test
  void theSecondRunHasNothingToDo(@TempDir Path temporary) {
    Runs runs = new Runs(session, temporary);
    runs.run(ingest(List.of(MAILED)));
    runs.run(new MeasureJob(CONFIG, List.of()));
    runs.run(new MeasureJob(CONFIG, List.of()));
    assertThat(runs.events()).last().isEqualTo("up to date measure");
  }

  @Test
  void onlyTextsThatPassTheRulesOnUnparsedSignalsAreParsed(@TempDir Path temporary) {
    TestDocument late = new TestDocument("late.py", "x = 1\n" + "# no\n".repeat(4));
    List<RuleConfig> rules =
        List.of(bounds("too_long", "line_count_v1", 3), bounds("parsed", "function_count_v1", 0));
    Runs runs = new Runs(session, temporary);
    runs.run(ingest(List.of(MAILED, late)));
    JsonNode metrics = runs.run(new MeasureJob(CONFIG, rules)).metrics();
    assertThat(metrics.get("parsed_documents").longValue()).isEqualTo(1);
    assertThat(metrics.at("/seconds/tokens").doubleValue()).isPositive();
    Row row = rows(runs).get(HexFormat.of().formatHex(late.id()));
    assertThat(row.<Long>getAs("line_count_v1")).isEqualTo(5);
    assertThat(row.<Boolean>getAs("parses_v1")).isNull();
    MeasureConfig all = new MeasureConfig(1 << 20, 32, true);
    Runs again = new Runs(session, temporary.resolve("all"));
    again.run(ingest(List.of(MAILED, late)));
    JsonNode parsed = again.run(new MeasureJob(all, rules)).metrics();
    assertThat(parsed.get("parsed_documents").longValue()).isEqualTo(2);
  }

  private static RuleConfig bounds(String reason, String signal, double max) {
    return new RuleConfig(
        Optional.empty(),
        Optional.of(reason),
        Optional.of(signal),
        Optional.empty(),
        Optional.of(max),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void namesTheSignalsThatCostMost(@TempDir Path temporary) {
    Runs runs = new Runs(session, temporary);
    runs.run(ingest(documents()));
    JsonNode metrics = runs.run(new MeasureJob(CONFIG, List.of())).metrics();
    Map<String, Double> seconds = new TreeMap<>();
    metrics
        .get("seconds")
        .properties()
        .forEach(e -> seconds.put(e.getKey(), e.getValue().asDouble()));
    assertThat(seconds).hasSize(SignalGroup.values().length + 1).containsKey("sensitive");
    String dearest = metrics.at("/dearest/signals").asText();
    assertThat(seconds.get(dearest)).isEqualTo(Collections.max(seconds.values()));
    double all = seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    assertThat(metrics.at("/dearest/share").asDouble())
        .isCloseTo(seconds.get(dearest) / all, within(1e-9));
  }

  @Test
  void rejectsLimitsBelowOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MeasureConfig(0, 32, true))
        .withMessage("Invalid max-parsed-bytes: 0 (expected at least 1)");
  }

  private static List<TestDocument> documents() {
    List<TestDocument> documents =
        new ArrayList<>(
            List.of(
                MAILED,
                new TestDocument("empty.py", ""),
                new TestDocument("nul.py", "nul \u0000 \ud83d\ude00 and 日本\n")));
    TestData.pythonFiles("python-resources-25.0.1.jar", "META-INF/resources/libpython/json/")
        .forEach(
            (path, bytes) ->
                documents.add(new TestDocument(path, new String(bytes, StandardCharsets.UTF_8))));
    return documents;
  }

  private static Given ingest(List<TestDocument> documents) {
    return Given.of(
        "ingest",
        DocumentsTable.TABLE,
        documents.stream().map(TestDocument::row).toArray(Row[]::new));
  }

  private Map<String, Row> rows(Runs runs) {
    Map<String, Row> rows = new TreeMap<>();
    new RunTables(session, runs.folder())
        .rows("measure", SignalsTable.TABLE.name())
        .orElseThrow()
        .collectAsList()
        .forEach(row -> rows.put(HexFormat.of().formatHex(row.<byte[]>getAs("document_id")), row));
    return rows;
  }
}

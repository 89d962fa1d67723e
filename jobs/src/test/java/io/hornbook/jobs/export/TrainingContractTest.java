package io.hornbook.jobs.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.testing.TestData;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.ScoresTable;
import io.hornbook.jobs.table.SelectionTable;
import io.hornbook.jobs.table.SignalsTable;
import io.hornbook.jobs.testing.Given;
import io.hornbook.jobs.testing.Runs;
import io.hornbook.jobs.testing.SparkTest;
import io.hornbook.jobs.testing.TestDocument;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The contract with the training stage from this side: the run that its tests read ({@code
 * jobs/training/tests/fixtures/run}) is what the export writes. Where the contract changes, {@code
 * target/training-contract} holds the run to put there.
 */
@Tag("slow")
@SparkTest
class TrainingContractTest {
  private static final Path FIXTURE = TestData.root().resolve("jobs/training/tests/fixtures/run");

  /** Every fourth one is of low quality, and the last one too long as well. */
  private static final List<TestDocument> DOCUMENTS =
      IntStream.range(0, 24)
          .mapToObj(
              i -> new TestDocument("f" + i + ".py", "# Größe %d\nx = %d\n".formatted(i, i * i)))
          .toList();

  private final Runs runs;

  TrainingContractTest(SparkSession session) throws IOException {
    Path run = TestData.root().resolve("jobs/target/training-contract");
    if (Files.exists(run)) {
      try (var files = Files.walk(run)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
    this.runs = new Runs(session, run);
  }

  @Test
  void theRunThatTheTrainingStageReadsIsWhatTheExportWrites() throws IOException {
    Manifest documents =
        runs.run(Given.of("ingest", DocumentsTable.TABLE, rows(TestDocument::row)));
    runs.run(
        Given.of(
            "measure",
            SignalsTable.TABLE,
            rows(each -> each.signals(Map.of("tokens_v1", 7L, "sensitive", scala(List.of()))))));
    runs.run(
        Given.of(
            "score",
            ScoresTable.TABLE,
            rows(each -> RowFactory.create(each.id(), 0.75, "forest"))));
    Manifest selection =
        runs.run(Given.of("select", SelectionTable.TABLE, rows(TrainingContractTest::verdict)));
    Manifest export =
        runs.run(
            new ExportJob(
                new ExportConfig(
                    200,
                    true,
                    new ExportConfig.HeldOut(0.2, 2000, new BigDecimal("0.5"), "words-1", 5)),
                false,
                "contract"));

    assertThat(tables("ingest")).isEqualTo(digests(documents));
    assertThat(tables("select")).isEqualTo(digests(selection));
    assertThat(tables("export")).isEqualTo(digests(export)).containsOnlyKeys("corpus", "held_out");
    assertThat(export.table("held_out").orElseThrow().rows()).isBetween(1L, 10L);
  }

  private static Row verdict(TestDocument document) {
    int number = DOCUMENTS.indexOf(document);
    List<String> reasons =
        number == 23
            ? List.of("long_line", "low_quality")
            : number % 4 == 0 ? List.of("low_quality") : List.of();
    return RowFactory.create(document.id(), reasons.isEmpty(), scala(reasons), null);
  }

  private static Object scala(List<String> values) {
    return CollectionConverters.asScala(values).toSeq();
  }

  private static Row[] rows(Function<TestDocument, Row> row) {
    return DOCUMENTS.stream().map(row).toArray(Row[]::new);
  }

  private static Map<String, String> digests(Manifest manifest) {
    return manifest.tables().stream()
        .collect(Collectors.toMap(Manifest.PublishedTable::name, Manifest.PublishedTable::digest));
  }

  private static Map<String, String> tables(String job) throws IOException {
    JsonNode manifest =
        JsonMapper.builder()
            .build()
            .readTree(FIXTURE.resolve(job).resolve("manifest.json").toFile());
    return StreamSupport.stream(manifest.path("tables").spliterator(), false)
        .collect(
            Collectors.toMap(
                table -> table.path("name").asText(), table -> table.path("digest").asText()));
  }
}

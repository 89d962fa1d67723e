package io.hornbook.jobs.cli;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.sensitive.SensitiveFinder;
import io.hornbook.common.testing.ManifestSchema;
import io.hornbook.jobs.run.RunTables;
import io.hornbook.jobs.table.CorpusTable;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.DuplicatesTable;
import io.hornbook.jobs.table.SelectionTable;
import io.hornbook.jobs.table.Table;
import io.hornbook.jobs.testing.SparkTest;
import io.hornbook.jobs.testing.TextExchanges;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The main path on real input, once, and what must be true of its result. */
@SparkTest
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PipelineTest {
  private SparkSession session;
  private Path config;
  private Path run;
  private Programs.Result result;
  private List<String> textExchanges;
  private List<String> exchanges;

  @BeforeAll
  void runThePipeline(SparkSession shared, @TempDir Path temporary) throws IOException {
    session = shared;
    config = Programs.small(temporary);
    run = temporary.resolve("run");
    assertThat(pipeline("--until", "ingest").exitCode()).isZero();
    try (TextExchanges listener = TextExchanges.in(session)) {
      result = pipeline();
      textExchanges = listener.found();
      exchanges = listener.seen();
    }
    assertThat(result.err()).doesNotContain("defect");
    assertThat(result.exitCode()).isZero();
  }

  private Programs.Result pipeline(String... more) {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of("pipeline", "--config", config.toString(), "--run", run.toString()));
    arguments.addAll(List.of(more));
    return Programs.run(arguments.toArray(String[]::new));
  }

  private Dataset<Row> rows(Table table, String job) {
    return new RunTables(session, Programs.folder(run)).rows(job, table.name()).orElseThrow();
  }

  @Test
  void noExchangeAfterIngestCarriesText() {
    assertThat(exchanges).isNotEmpty();
    assertThat(textExchanges).isEmpty();
  }

  @Test
  void everyManifestIsOfThePublishedSchema() throws IOException {
    for (String job : Catalogue.names()) {
      assertThat(
              ManifestSchema.problems(
                  Files.readAllBytes(run.resolve(job).resolve("manifest.json"))))
          .as(job)
          .isEmpty();
    }
  }

  @Test
  void everyRowIsAccountedFor() {
    for (String job : Catalogue.names()) {
      Manifest manifest = Programs.folder(run).published(job);
      assertThat(manifest.accounting().isBalanced()).as(job).isTrue();
    }
    Manifest ingest = Programs.folder(run).published("ingest");
    assertThat(ingest.accounting().quarantined()).containsEntry("malformed_row", 1L);
    assertThat(rows(SelectionTable.TABLE, "select").count()).isEqualTo(ingest.accounting().kept());
  }

  @Test
  void theSecondTimeThereIsNothingToDo() {
    Programs.Result again = pipeline();

    assertThat(again.exitCode()).isZero();
    assertThat(again.err().lines().filter(line -> line.contains("nothing to do")))
        .hasSize(Catalogue.JOBS.size());
  }

  @Test
  void everyDuplicateHasASurvivorThatIsNone() {
    Dataset<Row> duplicates = rows(DuplicatesTable.TABLE, "dedup");
    assertThat(duplicates.count()).isPositive();
    Dataset<Row> survivors = duplicates.select(col("survivor_id").as("document_id"));
    assertThat(survivors.join(duplicates, "document_id").count()).isZero();
    assertThat(duplicates.where("kind = 'near' AND jaccard < 0.7").count()).isZero();
    assertThat(duplicates.where("kind = 'near' AND jaccard IS NULL").count()).isZero();
  }

  @Test
  void theCorpusHasACardThatTheHubReads() throws IOException {
    Manifest export = Programs.folder(run).published("export");
    Path attempt = run.resolve("export/attempt-" + export.attempt());
    String card = Files.readString(attempt.resolve("README.md"));
    String[] parts = card.split("(?m)^---$", 3);
    JsonNode header = new YAMLMapper().readTree(parts[1]);

    assertThat(export.artifacts()).anyMatch(file -> file.path().endsWith("/README.md"));
    assertThat(header.path("pretty_name").asText()).isEqualTo("small");
    assertThat(header.at("/size_categories/0").asText()).isEqualTo("n<1K");
    for (JsonNode split : header.at("/configs/0/data_files")) {
      String[] glob = split.path("path").asText().split("/", 2);
      try (var shards = Files.newDirectoryStream(attempt.resolve(glob[0]), glob[1])) {
        assertThat(shards).as(glob[0]).isNotEmpty();
      }
    }
    long documents = export.table("corpus").orElseThrow().rows();
    assertThat(parts[2])
        .contains("| all | | %,d | ".formatted(documents))
        .contains("| PSF-2.0 | ", "| forest | 0.", "| low_quality | ", "| near_duplicate | ")
        .contains("demo (12 items)", "| demo | renamed | ", "hornbook pipeline --config CONFIG")
        .contains(Programs.folder(run).published("ingest").digest())
        .doesNotContain(run.toString());
  }

  @Test
  void everyDocumentOfTheCorpusSaysWhereItIsFrom() {
    Dataset<Row> corpus = rows(CorpusTable.TABLE, "export");
    assertThat(
            corpus.where(
                "source IS NULL OR repository IS NULL OR path IS NULL OR content_sha256 IS NULL"
                    + " OR licences IS NULL AND attributes['licence'] IS NULL"))
        .matches(Dataset::isEmpty, "every document names source, repository, path and licence");
  }

  @Test
  void theCorpusIsWhatWasSelectedAndRedacted() {
    Dataset<Row> corpus = rows(CorpusTable.TABLE, "export");
    Dataset<Row> kept = rows(SelectionTable.TABLE, "select").where("keep");

    assertThat(corpus.count()).isEqualTo(kept.count()).isPositive();
    assertThat(corpus.join(kept, "document_id").count()).isEqualTo(kept.count());
    for (Row row : corpus.select("text").collectAsList()) {
      assertThat(SensitiveFinder.find(row.getString(0).getBytes(StandardCharsets.UTF_8))).isEmpty();
    }
  }

  @Test
  void leakedProblemsAreFoundAndLeaveTheCorpus() {
    List<String> accused =
        rows(SelectionTable.TABLE, "select")
            .where("array_contains(reasons, 'contaminated')")
            .join(rows(DocumentsTable.TABLE, "ingest").select("document_id", "path"), "document_id")
            .select("path")
            .distinct()
            .as(org.apache.spark.sql.Encoders.STRING())
            .collectAsList();
    assertThat(accused).contains("verbatim_harbour.py", "verbatim_wedding.py");
    assertThat(accused).noneMatch(path -> path.startsWith("innocent"));
    assertThat(rows(CorpusTable.TABLE, "export").where("path LIKE 'verbatim%'").count()).isZero();
  }

  @Test
  void endsWithTheFunnelTheMetricsAndThePlaceOfTheCorpus() {
    assertThat(result.out())
        .contains("Read ", "low_quality", "kept", "ROC-AUC", "length alone", "Corpus: ");
  }

  @Test
  void movingTheThresholdRunsSelectAndExportAlone() {
    Programs.Result moved = pipeline("--set", "select.quality-at-least=0.31", "--replace");

    assertThat(moved.exitCode()).isZero();
    assertThat(moved.err().lines().filter(line -> line.contains("nothing to do")))
        .hasSize(Catalogue.JOBS.size() - 2);
    assertThat(pipeline("--replace").exitCode()).isZero();
  }

  @Test
  void explainsADocument() {
    Programs.Result explained =
        Programs.run("explain", "--run", run.toString(), "verbatim_harbour.py");

    assertThat(explained.exitCode()).isZero();
    assertThat(explained.out()).contains("verbatim_harbour.py", "contaminated");
    assertThat(Programs.run("explain", "--run", run.toString(), "no-such-file").exitCode())
        .isEqualTo(3);
  }
}

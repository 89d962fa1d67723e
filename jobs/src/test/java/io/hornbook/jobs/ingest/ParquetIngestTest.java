package io.hornbook.jobs.ingest;

import static io.hornbook.jobs.ingest.Fixtures.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.jobs.testing.Runs;
import io.hornbook.jobs.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@SparkTest
class ParquetIngestTest {
  private static final String STACK = "- {kind: parquet, preset: the-stack, name: stack, root: %s}";

  private final SparkSession session;
  private final Path temporary;
  private Path input;

  ParquetIngestTest(SparkSession session, @TempDir Path temporary) {
    this.session = session;
    this.temporary = temporary;
  }

  @BeforeEach
  void folders() throws IOException {
    input = Files.createDirectories(temporary.resolve("input"));
  }

  @Test
  void readsTheStackWithWhatIsKnownOfItsRows() throws IOException {
    Fixtures.theStack(session, input, "p.parquet", 5_000);
    assertThat(Fixtures.rowGroups(input.resolve("p.parquet"))).hasSizeGreaterThan(1);
    Runs runs = runs("run");
    Manifest manifest = runs.run(job(STACK.formatted(input)));
    assertThat(manifest.accounting().kept()).isEqualTo(5_000);
    Row last = documents(manifest, runs).filter("path = 'src/f4999.py'").first();
    assertThat(last.<Long>getAs("stars")).isEqualTo(4_999);
    assertThat(last.getList(last.fieldIndex("licences"))).asString().isEqualTo("[MIT]");
    assertThat(last.<java.sql.Timestamp>getAs("created_at").toInstant())
        .isEqualTo("2015-03-01T12:34:56Z");
    assertThat(last.getJavaMap(last.fieldIndex("attributes")).get("hexsha")).isEqualTo("hash4999");
    assertThat(documents(manifest, runs).filter("licences IS NULL").count()).isEqualTo(1_667);
  }

  @Test
  void aTruncatedParquetFileCostsNoOther() throws IOException {
    Fixtures.theStack(session, input, "good.parquet", 50);
    Path bad = Fixtures.theStack(session, input, "bad.parquet", 70);
    byte[] bytes = Files.readAllBytes(bad);
    Files.write(bad, Arrays.copyOf(bytes, bytes.length / 2));
    Files.write(input.resolve("empty.parquet"), new byte[0]);
    Runs runs = runs("run");

    Manifest manifest = runs.run(job(STACK.formatted(input)));

    assertThat(manifest.accounting().kept()).isEqualTo(50);
    assertThat(column(quarantine(manifest, runs), "concat(origin, ' ', records)"))
        .containsExactlyInAnyOrder("bad.parquet 1", "empty.parquet 1");
  }

  @Test
  void aFlippedBitInAPageCostsItsRowGroupAndIsCounted() throws IOException {
    Path file = Fixtures.theStack(session, input, "p.parquet", 5_000);
    List<BlockMetaData> rowGroups = Fixtures.rowGroups(file);
    Fixtures.damage(file, 1, "content", 1);
    Runs runs = runs("run");

    Manifest manifest = runs.run(job(STACK.formatted(input)));

    Row row = onlyQuarantined(manifest, runs);
    assertThat(row.<String>getAs("reason")).isEqualTo("corrupt");
    assertThat(row.<Long>getAs("offset")).isEqualTo(rowGroups.get(0).getRowCount());
    assertThat(row.<Long>getAs("records")).isEqualTo(rowGroups.get(1).getRowCount());
    assertThat(manifest.accounting().kept()).isEqualTo(5_000 - rowGroups.get(1).getRowCount());
    assertThat(manifest.accounting().read()).isEqualTo(5_000);
  }

  @Test
  void damageInAPageWithoutAChecksumCostsTheRestOfItsRowGroup() throws IOException {
    session.conf().set("parquet.page.write-checksum.enabled", "false");
    Path file = Fixtures.theStack(session, input, "p.parquet", 5_000);
    session.conf().unset("parquet.page.write-checksum.enabled");
    List<BlockMetaData> rowGroups = Fixtures.rowGroups(file);
    Fixtures.damage(file, 1, "content", 200);
    Runs runs = runs("run");

    Manifest manifest = runs.run(job(STACK.formatted(input)));

    Row row = onlyQuarantined(manifest, runs);
    long lost = row.getAs("records");
    assertThat(lost).isPositive().isLessThan(rowGroups.get(1).getRowCount());
    assertThat(row.<Long>getAs("offset") + lost)
        .isEqualTo(rowGroups.get(0).getRowCount() + rowGroups.get(1).getRowCount());
    assertThat(manifest.accounting().kept()).isEqualTo(5_000 - lost);
  }

  @Test
  void aRowGroupOverTheLimitIsQuarantinedWithAllItsRows() throws IOException {
    Path file = Fixtures.theStack(session, input, "p.parquet", 5_000);
    List<BlockMetaData> rowGroups = Fixtures.rowGroups(file);
    long last = rowGroups.get(rowGroups.size() - 1).getRowCount();
    Runs runs = runs("run");

    // The last row group is what was left over, and smaller.
    long limit = rowGroups.get(0).getCompressedSize() / 2;
    assertThat(rowGroups.get(rowGroups.size() - 1).getCompressedSize()).isLessThan(limit);
    Manifest manifest = runs.run(Fixtures.job(limit, STACK.formatted(input)));

    assertThat(manifest.accounting())
        .isEqualTo(
            Accounting.of(
                "records", 5_000, last, Map.of(), Map.of("large_row_group", 5_000 - last)));
    assertThat(column(quarantine(manifest, runs), "error").get(0)).contains("max-row-group-bytes");
  }

  @Test
  void aMissingOrMistypedColumnIsOneClearError() throws IOException {
    Dataset<Row> rows =
        session
            .createDataFrame(List.of(Fixtures.theStack(1, "x")), Fixtures.THE_STACK)
            .drop("content")
            .selectExpr("*", "true AS b")
            .withColumn("max_stars_count", org.apache.spark.sql.functions.lit("many"));
    Fixtures.parquet(session, rows, input, "p.parquet");
    assertThatThrownBy(() -> runs("run").run(job(STACK.formatted(input))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Cannot read source stack: in p.parquet, it has no column content, column"
                + " max_stars_count is required binary max_stars_count (STRING) (expected a number)");
  }

  private Row onlyQuarantined(Manifest manifest, Runs runs) {
    List<Row> rows = quarantine(manifest, runs).collectAsList();
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  private Runs runs(String name) {
    return new Runs(session, temporary.resolve(name));
  }

  private Dataset<Row> documents(Manifest manifest, Runs runs) {
    return Fixtures.table(session, manifest, runs, "documents");
  }

  private Dataset<Row> quarantine(Manifest manifest, Runs runs) {
    return Fixtures.table(session, manifest, runs, "quarantine");
  }

  private static List<String> column(Dataset<Row> rows, String expression) {
    return rows.selectExpr(expression).collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }
}

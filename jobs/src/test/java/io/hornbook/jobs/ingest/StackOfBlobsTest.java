package io.hornbook.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.jobs.testing.Runs;
import io.hornbook.jobs.testing.ScriptedFileSystem;
import io.hornbook.jobs.testing.SparkTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Stack v2: rows of ids, and a store of one gzipped object each. */
@Tag("slow")
@SparkTest
class StackOfBlobsTest {
  private static final int ROWS = 40;
  static final StructType IDS =
      StructType.fromDDL(
          "blob_id STRING, path STRING, repo_name STRING, revision_id STRING, src_encoding STRING,"
              + " language STRING, detected_licenses ARRAY<STRING>, license_type STRING,"
              + " star_events_count BIGINT, committer_date TIMESTAMP, branch_name STRING,"
              + " is_vendor BOOLEAN, is_generated BOOLEAN, length_bytes BIGINT");

  private final SparkSession session;
  private final Path temporary;
  private Path ids;
  private Path store;

  StackOfBlobsTest(SparkSession session, @TempDir Path temporary) {
    this.session = session;
    this.temporary = temporary;
  }

  @BeforeEach
  void rowsAndBlobs() throws IOException {
    ScriptedFileSystem.reset();
    ids = temporary.resolve("ids");
    store = Files.createDirectories(temporary.resolve("content"));
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      String encoding = i % 2 == 0 ? "UTF-8" : "ISO-8859-1";
      rows.add(row("b" + i, "/src/f" + i + ".py", encoding, i));
      blob(i, i % 2 == 0 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    }
    Fixtures.parquet(session, session.createDataFrame(rows, IDS), ids, "p.parquet");
  }

  @AfterEach
  void forget() {
    ScriptedFileSystem.reset();
  }

  static Row row(String blob, String path, String encoding, long stars) {
    return RowFactory.create(
        blob,
        path,
        "o/r",
        "rev",
        encoding,
        "Python",
        List.of("MIT"),
        "permissive",
        stars,
        null,
        "main",
        false,
        false,
        9L);
  }

  private void blob(int i, Charset charset) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(text(i).getBytes(charset));
    }
    Files.write(store.resolve("b" + i), packed.toByteArray());
  }

  private static String text(int i) {
    return "# \u00e9t\u00e9 " + i + "\n";
  }

  @Test
  void fetchesEachTextInItsEncoding() {
    Runs runs = new Runs(session, temporary.resolve("run"));
    Manifest manifest = runs.run(job());
    assertThat(manifest.accounting()).isEqualTo(Accounting.allKept("records", ROWS));
    List<Row> documents = table(runs, manifest, "documents").collectAsList();
    assertThat(documents)
        .allSatisfy(
            row -> {
              String path = row.getAs("path");
              int number = Integer.parseInt(path.replaceAll("\\D", ""));
              assertThat(row.<String>getAs("text")).isEqualTo(text(number));
              assertThat(row.<Long>getAs("stars")).isEqualTo(number);
              assertThat(row.getJavaMap(row.fieldIndex("attributes")))
                  .asString()
                  .contains("blob_id=b" + number);
            });
  }

  @Test
  void aMissingOrDamagedBlobCostsItsRowAlone() throws IOException {
    Files.delete(store.resolve("b7"));
    byte[] packed = Files.readAllBytes(store.resolve("b8"));
    Files.write(store.resolve("b8"), Arrays.copyOf(packed, packed.length - 9));
    Runs runs = new Runs(session, temporary.resolve("run"));
    Manifest manifest = runs.run(job());
    assertThat(manifest.accounting())
        .isEqualTo(
            Accounting.of(
                "records", ROWS, ROWS - 2, Map.of(), Map.of("missing_blob", 1L, "truncated", 1L)));
    assertThat(
            table(runs, manifest, "quarantine").filter("offset = 7").first().<String>getAs("error"))
        .isEqualTo("Cannot read blob b7: the store has no such object");
  }

  @Test
  void aStoreThatFailsIsTriedAgainAndNeverQuarantined() {
    Manifest undisturbed = new Runs(session, temporary.resolve("a")).run(job());
    ScriptedFileSystem.fail("b5", 2);
    ScriptedFileSystem.fail("b6", 2);
    Manifest disturbed = new Runs(session, temporary.resolve("b")).run(job());
    assertThat(disturbed.digest()).isEqualTo(undisturbed.digest());
    ScriptedFileSystem.fail("b5", Integer.MAX_VALUE);
    assertThatThrownBy(() -> new Runs(session, temporary.resolve("c")).run(job()))
        .hasStackTraceContaining("the script says so: b5");
  }

  private IngestJob job() {
    return Fixtures.job(
        "- {kind: parquet, name: v2, root: '%s', preset: the-stack-v2, blobs: '%s'}"
            .formatted(ids, ScriptedFileSystem.root(store)));
  }

  private Dataset<Row> table(Runs runs, Manifest manifest, String name) {
    return Fixtures.table(session, manifest, runs, name);
  }
}

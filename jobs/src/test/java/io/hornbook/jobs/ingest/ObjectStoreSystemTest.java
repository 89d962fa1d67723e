package io.hornbook.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.manifest.ManifestJson;
import io.hornbook.common.testing.TestData;
import io.hornbook.jobs.testing.ObjectStore;
import io.hornbook.jobs.testing.SparkTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program reads its sources from an S3 server: files, lines, and The Stack v2 with its blobs.
 */
@Tag("system")
@SparkTest
class ObjectStoreSystemTest {
  private static final String CONFIG =
      """
      buckets: 2
      label: {recorded: {path: labels.jsonl}}
      ingest:
        blobs: {concurrency: 4}
        split-bytes: 40
        sources:
        - {kind: files, name: tree, root: "s3a://corpus/tree"}
        - {kind: jsonl, name: lines, root: "s3a://corpus/lines", columns: {text: t}}
        - {kind: parquet, name: v2, root: "s3a://corpus/ids", preset: the-stack-v2, blobs: "s3a://corpus/content"}
      """;

  private final SparkSession session;
  private final Path temporary;

  ObjectStoreSystemTest(SparkSession session, @TempDir Path temporary) {
    this.session = session;
    this.temporary = temporary;
  }

  @Test
  void readsEveryKindOfSourceFromAnObjectStore() throws Exception {
    Path objects = Files.createDirectories(temporary.resolve("objects"));
    try (ObjectStore store = ObjectStore.start(objects)) {
      fill(store);
      int exitCode = ingest(store);
      assertThat(exitCode).as(log()).isZero();
    }
    Path published = temporary.resolve("run/ingest/manifest.json");
    Manifest manifest = ManifestJson.read(Files.readAllBytes(published), published.toString());
    assertThat(manifest.accounting())
        .isEqualTo(
            Accounting.of("records", 2 + 5 + 4, 2 + 5 + 3, Map.of(), Map.of("missing_blob", 1L)));
  }

  private void fill(ObjectStore store) throws IOException, InterruptedException {
    store.put("tree/src/a.py", bytes("print(1)\n"));
    store.put("tree/b.py.gz", gzip("print(2)\n"));
    store.put(
        "lines/plain.jsonl", bytes("{\"t\": \"one\"}\n{\"t\": \"two\"}\n{\"t\": \"three\"}\n"));
    store.put("lines/packed.jsonl.gz", gzip("{\"t\": \"four\"}\n{\"t\": \"five\"}\n"));
    for (String blob : List.of("b0", "b1", "b2")) {
      store.put("content/" + blob, gzip("# " + blob + "\n"));
    }
    store.put("ids/p.parquet", ids("b0", "b1", "b2", "gone"));
  }

  /** A Parquet file of rows that name those blobs. */
  private byte[] ids(String... blobs) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String blob : blobs) {
      rows.add(StackOfBlobsTest.row(blob, "/" + blob + ".py", "UTF-8", 1));
    }
    Dataset<Row> table = session.createDataFrame(rows, StackOfBlobsTest.IDS);
    return Files.readAllBytes(
        Fixtures.parquet(session, table, temporary.resolve("ids"), "p.parquet"));
  }

  private int ingest(ObjectStore store) throws IOException, InterruptedException {
    Path config = Files.writeString(temporary.resolve("s3.yaml"), CONFIG);
    ProcessBuilder builder =
        new ProcessBuilder(
                TestData.root().resolve("deploy/hornbook").toString(),
                "ingest",
                "--config",
                config.toString(),
                "--run",
                temporary.resolve("run").toString())
            .redirectErrorStream(true)
            .redirectOutput(temporary.resolve("log").toFile());
    String options = String.join(" ", store.options());
    builder.environment().put("HORNBOOK_OPTS", "-Dspark.master=local[2] " + options);
    builder.environment().put("HORNBOOK_HEAP", "1g");
    Process process = builder.start();
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  private String log() throws IOException {
    return Files.readString(temporary.resolve("log"));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes(text));
    }
    return packed.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

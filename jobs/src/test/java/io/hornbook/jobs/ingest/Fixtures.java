package io.hornbook.jobs.ingest;

import static java.util.stream.Collectors.joining;

import io.hornbook.common.config.ConfigReader;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.testing.Seeds;
import io.hornbook.jobs.testing.Runs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Small inputs of ingest. */
final class Fixtures {
  static final StructType THE_STACK =
      StructType.fromDDL(
          "hexsha STRING, size BIGINT, ext STRING, lang STRING, max_stars_repo_path STRING,"
              + " max_stars_repo_name STRING, max_stars_repo_head_hexsha STRING,"
              + " max_stars_repo_licenses ARRAY<STRING>, max_stars_count BIGINT,"
              + " max_stars_repo_stars_event_min_datetime STRING, content STRING,"
              + " avg_line_length DOUBLE");

  private Fixtures() {}

  static IngestJob job(String sources) {
    return job(100_000_000, sources);
  }

  static IngestJob job(long maxRowGroupBytes, String sources) {
    return job(maxRowGroupBytes, 1_000_000_000, sources);
  }

  static IngestJob job(long maxRowGroupBytes, long pieceBytes, String sources) {
    String yaml =
        """
        max-record-bytes: 1000000
        max-row-group-bytes: %d
        split-bytes: 100
        piece-bytes: %d
        blobs: {concurrency: 4, attempts: 3, first-wait-millis: 1}
        sources:
        """
                .formatted(maxRowGroupBytes, pieceBytes)
            + sources.indent(2);
    return new IngestJob(
        new ConfigReader(name -> null).layer("test", ".", yaml).bind(IngestConfig.class));
  }

  static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  static void zip(Path file, String... namesAndTexts) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
        zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  static Row theStack(int number, String content) {
    return RowFactory.create(
        "hash" + number,
        (long) content.length(),
        "py",
        "Python",
        "src/f" + number + ".py",
        "owner/repo",
        "head",
        number % 3 == 0 ? null : List.of("MIT"),
        number < 4_000 ? null : (Long) (long) number,
        number % 2 == 0 ? null : "2015-03-01T12:34:56.000Z",
        content,
        1.5);
  }

  /** One Parquet file of {@code count} rows in several row groups. */
  static Path theStack(SparkSession session, Path folder, String name, int count)
      throws IOException {
    List<Row> rows = new ArrayList<>();
    RandomGenerator random = Seeds.random(count);
    for (int i = 0; i < count; i++) {
      // Numbers that hardly pack, so that small row groups fill.
      String values = random.longs(12).mapToObj(Long::toString).collect(joining(", "));
      rows.add(theStack(i, "values_" + i + " = [" + values + "]\n"));
    }
    return parquet(session, session.createDataFrame(rows, THE_STACK), folder, name);
  }

  static Path parquet(SparkSession session, Dataset<Row> rows, Path folder, String name)
      throws IOException {
    Path written = folder.resolveSibling("written-" + name);
    rows.coalesce(1)
        .write()
        .option("compression", "snappy")
        .option("parquet.block.size", "400000")
        .option("parquet.page.size", "20000")
        .parquet(written.toString());
    Files.createDirectories(folder);
    try (Stream<Path> parts = Files.list(written)) {
      Path part = parts.filter(path -> path.toString().endsWith(".parquet")).findFirst().get();
      return Files.move(part, folder.resolve(name));
    }
  }

  /** The rows of a table that a run of ingest has published. */
  static Dataset<Row> table(SparkSession session, Manifest manifest, Runs runs, String name) {
    String[] files =
        manifest.table(name).orElseThrow().files().stream()
            .map(file -> runs.folder().root() + "/" + file.path())
            .toArray(String[]::new);
    return session.read().parquet(files);
  }

  static List<BlockMetaData> rowGroups(Path file) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(
                new org.apache.hadoop.fs.Path(file.toUri()), new Configuration()))) {
      return reader.getRowGroups();
    }
  }

  /** Flips a bit of each of {@code count} bytes in the middle of a column of a row group. */
  static void damage(Path file, int rowGroup, String column, int count) throws IOException {
    ColumnChunkMetaData chunk =
        rowGroups(file).get(rowGroup).getColumns().stream()
            .filter(each -> each.getPath().toDotString().equals(column))
            .findFirst()
            .orElseThrow();
    byte[] bytes = Files.readAllBytes(file);
    int middle = (int) (chunk.getStartingPos() + chunk.getTotalSize() / 2);
    for (int i = middle; i < middle + count; i++) {
      bytes[i] ^= 0x55;
    }
    Files.write(file, bytes);
  }
}

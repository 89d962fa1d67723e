package io.hornbook.jobs.run;

import io.hornbook.common.failure.DataException;
import io.hornbook.common.manifest.Manifest.PublishedFile;
import io.hornbook.common.manifest.Manifest.PublishedTable;
import io.hornbook.jobs.table.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.catalog.BucketSpec;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.InMemoryFileIndex;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Reads a published table: exactly the files that the manifest names, each of the length that it
 * says, with the declared columns, and with what Spark must know of the buckets to join without an
 * exchange.
 *
 * <p>{@code spark.read().parquet(...)} knows no buckets and a catalog table reads whatever lies in
 * its folder, so the file relation is built here, as table formats do.
 */
final class PublishedReader {
  private final SparkSession session;
  private final RunFolder folder;

  PublishedReader(org.apache.spark.sql.SparkSession session, RunFolder folder) {
    this.session = (SparkSession) session;
    this.folder = folder;
  }

  Dataset<Row> read(PublishedTable published, Table table) {
    check(published, table);
    if (published.files().isEmpty()) {
      return session.createDataFrame(List.of(), table.schema());
    }
    List<Path> paths =
        published.files().stream().map(file -> new Path(folder.root(), file.path())).toList();
    scala.collection.immutable.Map<String, String> options =
        scala.collection.immutable.Map$.MODULE$.empty();
    InMemoryFileIndex files =
        new InMemoryFileIndex(
            session,
            CollectionConverters.asScala(paths).toSeq(),
            options,
            Option.apply(table.schema()),
            org.apache.spark.sql.execution.datasources.NoopCache$.MODULE$,
            Option.empty(),
            Option.empty());
    return session.baseRelationToDataFrame(
        new HadoopFsRelation(
            files,
            new StructType(),
            table.schema(),
            buckets(published, table.key()),
            new ParquetFileFormat(),
            options,
            session));
  }

  private static Option<BucketSpec> buckets(PublishedTable published, String key) {
    if (published.buckets() == 0) {
      return Option.empty();
    }
    var columns = CollectionConverters.asScala(List.of(key)).toSeq();
    return Option.apply(new BucketSpec(published.buckets(), columns, columns));
  }

  private void check(PublishedTable published, Table table) {
    if (published.version() != table.version()) {
      throw new DataException(
          "Cannot read table %s of %s: its version is %d (expected %d; write it again with this version of Hornbook)"
              .formatted(table.name(), folder.root(), published.version(), table.version()));
    }
    Map<Path, Long> lengths = new HashMap<>();
    published.files().stream()
        .map(file -> new Path(folder.root(), file.path()).getParent())
        .distinct()
        .flatMap(parent -> folder.storage().children(parent).stream())
        .forEach((FileStatus file) -> lengths.put(file.getPath(), file.getLen()));
    for (PublishedFile file : published.files()) {
      checkLength(file, lengths.get(new Path(folder.root(), file.path())));
    }
  }

  private void checkLength(PublishedFile file, Long length) {
    if (length == null || length != file.bytes()) {
      throw new DataException(
          "Cannot read %s/%s: it has %s bytes, and its manifest says %d (write the table again with --replace)"
              .formatted(folder.root(), file.path(), length == null ? "no" : length, file.bytes()));
    }
  }
}

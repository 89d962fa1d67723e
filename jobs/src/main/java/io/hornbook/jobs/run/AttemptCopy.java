package io.hornbook.jobs.run;

import io.hornbook.common.failure.DataException;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.manifest.Manifest.PublishedFile;
import io.hornbook.common.manifest.Manifest.PublishedTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.IOUtils;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.sql.SparkSession;

/** The files of a published attempt in another one: copied, or with other rows; one task a file. */
final class AttemptCopy {
  private final SparkSession session;
  private final RunFolder folder;
  private final Manifest current;
  private final String attempt;

  AttemptCopy(SparkSession session, RunFolder folder, Manifest current, String attempt) {
    this.session = session;
    this.folder = folder;
    this.current = current;
    this.attempt = attempt;
  }

  /** The file's place in the other attempt, under its old name. */
  PublishedFile moved(PublishedFile file) {
    String from = current.job() + "/attempt-" + current.attempt() + "/";
    if (!file.path().startsWith(from)) {
      throw new DataException(
          "Cannot rewrite %s/%s: it lies outside the attempt %s"
              .formatted(folder.root(), file.path(), current.attempt()));
    }
    String to = current.job() + "/attempt-" + attempt + "/";
    return new PublishedFile(to + file.path().substring(from.length()), file.bytes());
  }

  /** The table with all its files in the other attempt. */
  PublishedTable moved(PublishedTable table) {
    return withFiles(table, table.files().stream().map(this::moved).toList());
  }

  /** The table with those of its files that were written, and their lengths. */
  PublishedTable present(PublishedTable table) {
    Map<String, Long> lengths = new HashMap<>();
    table.files().stream()
        .map(file -> new Path(folder.root(), file.path()).getParent())
        .distinct()
        .flatMap(parent -> folder.storage().children(parent).stream())
        .forEach((FileStatus file) -> lengths.put(file.getPath().getName(), file.getLen()));
    List<PublishedFile> files = new ArrayList<>();
    for (PublishedFile file : table.files()) {
      Optional.ofNullable(lengths.get(new Path(file.path()).getName()))
          .ifPresent(length -> files.add(new PublishedFile(file.path(), length)));
    }
    return withFiles(table, files);
  }

  private static PublishedTable withFiles(PublishedTable table, List<PublishedFile> files) {
    return new PublishedTable(
        table.name(),
        table.version(),
        table.columns(),
        table.buckets(),
        table.rows(),
        table.digest(),
        files);
  }

  /** Writes all files of the other attempt. */
  void write(List<NextVersion.Change> changes) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    Set<PublishedFile> copied = new HashSet<>(current.artifacts());
    current.tables().forEach(table -> copied.addAll(table.files()));
    for (NextVersion.Change change : changes) {
      List<FileMove> moves =
          change.files().stream().map(path -> move(new PublishedFile(path, 0))).toList();
      copied.removeIf(file -> change.files().contains(file.path()));
      if (!moves.isEmpty()) {
        spark.parallelize(moves, moves.size()).foreach(new Rewrite(change.rows()));
      }
    }
    List<FileMove> moves = copied.stream().map(this::move).toList();
    if (!moves.isEmpty()) {
      spark.parallelize(moves, moves.size()).foreach(new Copy());
    }
  }

  private FileMove move(PublishedFile file) {
    return new FileMove(
        new Path(folder.root(), file.path()).toString(),
        new Path(folder.root(), moved(file).path()).toString());
  }

  /**
   * A file and its place in the other attempt.
   *
   * @param from where it lies
   * @param to where it is written
   */
  record FileMove(String from, String to) implements java.io.Serializable {}

  /** Copies a file, byte by byte; a task that runs again writes it again. */
  private record Copy() implements VoidFunction<FileMove> {
    @Override
    public void call(FileMove file) throws IOException {
      Configuration configuration = Sessions.hadoop(SparkEnv.get().conf());
      Path from = new Path(file.from());
      Path to = new Path(file.to());
      try (FSDataInputStream in = from.getFileSystem(configuration).open(from);
          FSDataOutputStream out = to.getFileSystem(configuration).create(to, true)) {
        IOUtils.copyBytes(in, out, configuration, false);
      }
    }
  }

  /** Writes a Parquet file with other rows. */
  private record Rewrite(RowChange rows) implements VoidFunction<FileMove> {
    @Override
    public void call(FileMove file) throws IOException {
      new ParquetRewrite(Sessions.hadoop(SparkEnv.get().conf()), rows)
          .write(new Path(file.from()), new Path(file.to()));
    }
  }
}

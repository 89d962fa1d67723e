package io.hornbook.jobs.run;

import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.failure.DataException;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.manifest.Manifest.Column;
import io.hornbook.common.manifest.Manifest.PublishedFile;
import io.hornbook.common.manifest.Manifest.PublishedTable;
import io.hornbook.common.manifest.ManifestJson;
import io.hornbook.common.manifest.RowDigest;
import io.hornbook.jobs.table.Table;
import io.hornbook.jobs.table.Table.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Turns an attempt's files into a manifest, and the manifest into the publication. */
final class Publication {
  private Publication() {}

  /** A table as the files of its folder say, without rows and digest. */
  static PublishedTable table(RunFolder folder, Table table, Path path, int buckets) {
    return new PublishedTable(
        table.name(),
        table.version(),
        Arrays.stream(table.schema().fields())
            .map(field -> new Column(field.name(), field.dataType().catalogString()))
            .toList(),
        table.layout() == Layout.BUCKETED ? buckets : 0,
        0,
        "",
        visible(folder, path));
  }

  /** The tables of an attempt with their rows and digests, computed from the files. */
  static List<PublishedTable> tables(RunContext context) {
    List<PublishedTable> tables = new ArrayList<>();
    for (Table table : context.written().keySet()) {
      PublishedTable files = context.published(table);
      RowDigest digest =
          TableDigest.of(
              new PublishedReader(context.session(), context.folder()).read(files, table), table);
      tables.add(
          new PublishedTable(
              files.name(),
              files.version(),
              files.columns(),
              files.buckets(),
              digest.rows(),
              table.digestColumns().isEmpty() ? RowDigest.EMPTY.hex() : digest.hex(),
              files.files()));
    }
    return tables;
  }

  /** The files of an attempt that belong to none of its tables. */
  static List<PublishedFile> artifacts(RunContext context, List<PublishedTable> tables) {
    Set<String> ofTables = new HashSet<>();
    tables.forEach(table -> table.files().forEach(file -> ofTables.add(file.path())));
    return visible(context.folder(), context.attemptFolder()).stream()
        .filter(file -> !ofTables.contains(file.path()))
        .toList();
  }

  /**
   * Publishes: creates the manifest, or writes it over the one that is replaced.
   *
   * @throws ConfigurationException if another writer was first
   */
  static void publish(RunFolder folder, Manifest manifest, boolean replace) {
    Path path = folder.manifestPath(manifest.job());
    byte[] json = ManifestJson.write(manifest);
    if (replace) {
      folder.storage().write(path, json);
    } else if (!folder.storage().writeIfAbsent(path, json)) {
      throw new ConfigurationException(
          "Cannot publish %s: another run has published it meanwhile (one run folder has one writer at a time)"
              .formatted(path));
    }
  }

  /** Whether a file that the manifest names is missing or of another length. */
  static boolean isDamaged(RunFolder folder, Manifest manifest) {
    Path attempt = new Path(folder.job(manifest.job()), "attempt-" + manifest.attempt());
    Set<PublishedFile> present = new HashSet<>(visible(folder, attempt));
    return !present.containsAll(manifest.artifacts())
        || manifest.tables().stream().anyMatch(table -> !present.containsAll(table.files()));
  }

  /** Deletes attempts that the job's manifest does not name: replaced ones, and ones that died. */
  static void deleteStale(RunFolder folder, String job) {
    String current =
        folder.manifest(job).map(manifest -> "attempt-" + manifest.attempt()).orElse("");
    for (FileStatus child : folder.storage().children(folder.job(job))) {
      String name = child.getPath().getName();
      if (name.startsWith("attempt-") && !name.equals(current)) {
        folder.storage().delete(child.getPath());
      }
    }
  }

  /** Deletes the finished pieces of attempts, but for those in the folder of that name. */
  static void deletePieces(RunFolder folder, String job, String kept) {
    for (FileStatus child : folder.storage().children(folder.pieces(job))) {
      if (!child.getPath().getName().equals(kept)) {
        folder.storage().delete(child.getPath());
      }
    }
    if (kept.isEmpty()) {
      folder.storage().delete(folder.pieces(job));
    }
  }

  private static List<PublishedFile> visible(RunFolder folder, Path path) {
    List<PublishedFile> files = new ArrayList<>();
    for (FileStatus status : folder.storage().files(path)) {
      String relative = relative(folder.root(), status.getPath());
      if (isVisible(relative)) {
        files.add(new PublishedFile(relative, status.getLen()));
      }
    }
    return files;
  }

  // Spark's and Hadoop's own: _SUCCESS, .crc checksums, .scratch.
  private static boolean isVisible(String path) {
    return Arrays.stream(path.split("/", -1))
        .noneMatch(name -> name.startsWith(".") || name.equals("_SUCCESS"));
  }

  private static String relative(Path root, Path path) {
    String prefix = root.toUri().getPath() + "/";
    String whole = path.toUri().getPath();
    if (!whole.startsWith(prefix)) {
      throw new DataException("Cannot publish %s: it lies outside %s".formatted(path, root));
    }
    return whole.substring(prefix.length());
  }
}

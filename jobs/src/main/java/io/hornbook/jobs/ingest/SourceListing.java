package io.hornbook.jobs.ingest;

import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.manifest.Manifest.ExternalFile;
import io.hornbook.common.source.PathFilter;
import io.hornbook.jobs.ingest.SourceSpec.Format;
import io.hornbook.jobs.run.Storage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Finds the files of sources; a source without any is a mistake of the config. */
final class SourceListing {
  private SourceListing() {}

  /**
   * A file of a source.
   *
   * @param source the index of the source in the config
   * @param path relative to the source's root
   * @param location where it lies
   * @param length in bytes
   * @param modified when it was written
   * @param problem why there is no file to read, or {@code null}
   */
  record Found(
      int source,
      String path,
      String location,
      long length,
      Instant modified,
      WorkItem.Unreadable problem) {}

  /**
   * The files of a source.
   *
   * @param files those that are read, by path
   * @param checkouts the git checkouts that hold them
   */
  private record Listed(List<Found> files, Checkouts checkouts) {}

  /** What there is to read of all sources, file by file, by source and path. */
  static List<WorkItem> items(List<Source> sources, Storage storage) {
    List<WorkItem> items = new ArrayList<>();
    for (int i = 0; i < checked(sources).size(); i++) {
      Listed listed = list(i, sources.get(i), storage);
      for (Found file : listed.files()) {
        WorkItem item =
            WorkItem.whole(
                i,
                file.path(),
                file.location(),
                file.length(),
                listed.checkouts().revision(file.path()));
        items.add(file.problem() == null ? item : item.with(file.problem(), 0));
      }
    }
    return items;
  }

  /**
   * What the manifest says of the files: their paths below the names of their sources; a checkout
   * is named with its commit.
   */
  static List<ExternalFile> external(List<Source> sources, Storage storage) {
    List<ExternalFile> all = new ArrayList<>();
    for (int i = 0; i < checked(sources).size(); i++) {
      String name = sources.get(i).name() + "/";
      Listed listed = list(i, sources.get(i), storage);
      listed.files().stream()
          .map(file -> new ExternalFile(name + file.path(), file.length(), file.modified()))
          .forEach(all::add);
      listed
          .checkouts()
          .commits()
          .forEach(
              (folder, commit) ->
                  all.add(new ExternalFile(name + folder + ".git/" + commit, 0, Instant.EPOCH)));
    }
    return all;
  }

  private static List<Source> checked(List<Source> sources) {
    if (sources.isEmpty()) {
      throw new ConfigurationException("Invalid ingest.sources: none (expected at least one)");
    }
    return sources;
  }

  private static Listed list(int index, Source source, Storage storage) {
    Path root = storage.qualified(new Path(source.root()));
    FileStatus status =
        storage
            .status(root)
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "Cannot read source %s: %s does not exist".formatted(source.name(), root)));
    List<Found> all = all(index, root, status, storage);
    boolean ofFiles = source.spec().format() == Format.FILE;
    List<String> paths = ofFiles ? all.stream().map(Found::path).toList() : List.of();
    PathFilter filter = source.spec().files();
    List<Found> found =
        all.stream()
            .filter(file -> status.isFile() || filter.accepts(file.path()))
            .filter(file -> !ofFiles || !Checkouts.isGit(file.path()))
            .toList();
    if (found.isEmpty()) {
      throw new ConfigurationException(
          "Cannot read source %s: no file below %s matches %s"
              .formatted(source.name(), root, source.spec().include()));
    }
    return new Listed(found, new Checkouts(root, paths, storage));
  }

  private static List<Found> all(int index, Path root, FileStatus status, Storage storage) {
    if (status.isDirectory() && root.toUri().getScheme().equals("file")) {
      List<Found> found = LocalTree.of(index, java.nio.file.Path.of(root.toUri()));
      return found.stream().sorted(java.util.Comparator.comparing(Found::path)).toList();
    }
    Path folder = status.isDirectory() ? root : root.getParent();
    Stream<FileStatus> files =
        status.isDirectory() ? storage.files(root).stream() : Stream.of(status);
    return files
        .map(
            file ->
                new Found(
                    index,
                    folder.toUri().relativize(file.getPath().toUri()).getPath(),
                    file.getPath().toString(),
                    file.getLen(),
                    Instant.ofEpochMilli(file.getModificationTime()),
                    null))
        .toList();
  }
}

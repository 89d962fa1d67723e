package io.hornbook.jobs.ingest;

import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.manifest.Manifest.ExternalFile;
import io.hornbook.common.source.PathFilter;
import io.hornbook.jobs.run.Storage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
   * @param status what the file system says of it
   */
  record Found(int source, String path, FileStatus status) {}

  /** The files of all sources, by source and path. */
  static List<Found> files(List<Source> sources, Storage storage) {
    if (sources.isEmpty()) {
      throw new ConfigurationException("Invalid ingest.sources: none (expected at least one)");
    }
    List<Found> files = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      files.addAll(files(i, sources.get(i), storage));
    }
    return files;
  }

  /** What the manifest says of the files: their paths below the names of their sources. */
  static List<ExternalFile> external(List<Source> sources, Storage storage) {
    return files(sources, storage).stream()
        .map(
            file ->
                new ExternalFile(
                    sources.get(file.source()).name() + "/" + file.path(),
                    file.status().getLen(),
                    Instant.ofEpochMilli(file.status().getModificationTime())))
        .toList();
  }

  private static List<Found> files(int index, Source source, Storage storage) {
    Path root = storage.qualified(new Path(source.root()));
    FileStatus status =
        storage
            .status(root)
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "Cannot read source %s: %s does not exist".formatted(source.name(), root)));
    PathFilter filter = source.spec().files();
    Path folder = status.isDirectory() ? root : root.getParent();
    List<FileStatus> all = status.isDirectory() ? storage.files(root) : List.of(status);
    List<Found> found =
        all.stream()
            .map(file -> new Found(index, relative(folder, file.getPath()), file))
            .filter(file -> status.isFile() || filter.accepts(file.path()))
            .toList();
    if (found.isEmpty()) {
      throw new ConfigurationException(
          "Cannot read source %s: no file below %s matches %s"
              .formatted(source.name(), root, source.spec().include()));
    }
    return found;
  }

  private static String relative(Path folder, Path file) {
    return folder.toUri().relativize(file.toUri()).getPath();
  }
}

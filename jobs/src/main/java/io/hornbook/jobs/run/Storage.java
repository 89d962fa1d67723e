package io.hornbook.jobs.run;

import io.hornbook.common.failure.DataException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Options.CreateFileOptionKeys;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Small objects and listings on any Hadoop file system: a run folder lies on a local disk, on HDFS
 * or in an S3 bucket alike.
 *
 * <p>Failures to reach the storage are {@link DataException}s that name the path.
 */
public final class Storage {
  private final Configuration configuration;

  public Storage(Configuration configuration) {
    this.configuration = configuration;
  }

  /** The Hadoop configuration that names file systems and their credentials. */
  public Configuration configuration() {
    return configuration;
  }

  /** The path with its scheme and authority, as Spark prints and reads it. */
  public Path qualified(Path path) {
    return at(path, fileSystem -> fileSystem.makeQualified(path));
  }

  /** Whether a file or folder is there. */
  public boolean exists(Path path) {
    return at(path, fileSystem -> fileSystem.exists(path));
  }

  /** The status of a file or folder, if it is there. */
  public Optional<FileStatus> status(Path path) {
    return at(
        path,
        fileSystem -> {
          try {
            return Optional.of(fileSystem.getFileStatus(path));
          } catch (FileNotFoundException e) {
            return Optional.empty();
          }
        });
  }

  /** The bytes of a small file, if it is there. */
  public Optional<byte[]> read(Path path) {
    return at(
        path,
        fileSystem -> {
          try (InputStream in = fileSystem.open(path)) {
            return Optional.of(in.readAllBytes());
          } catch (FileNotFoundException e) {
            return Optional.empty();
          }
        });
  }

  /** Writes a small file, over an older one. */
  public void write(Path path, byte[] content) {
    at(
        path,
        fileSystem -> {
          if (fileSystem instanceof LocalFileSystem local) {
            java.nio.file.Path target = local.pathToFile(path).toPath();
            Files.move(
                beside(target, content),
                target,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING,
                java.nio.file.StandardCopyOption.ATOMIC_MOVE);
          } else {
            try (OutputStream out = fileSystem.create(path, true)) {
              out.write(content);
            }
          }
          return path;
        });
  }

  /**
   * Writes a small file unless one is there, atomically where the file system can: on a local disk
   * a finished file is linked to the name; elsewhere the file is created without overwriting, on S3
   * by a conditional PUT ({@code If-None-Match}).
   *
   * @return whether this call created it
   */
  public boolean writeIfAbsent(Path path, byte[] content) {
    return at(
        path,
        fileSystem -> {
          if (fileSystem instanceof LocalFileSystem local) {
            return link(local.pathToFile(path).toPath(), content);
          }
          try {
            create(fileSystem, path, content);
            return true;
          } catch (org.apache.hadoop.fs.FileAlreadyExistsException e) {
            return false;
          } catch (IOException e) {
            return isOurs(fileSystem, path, content, e);
          }
        });
  }

  private static void create(FileSystem fileSystem, Path path, byte[] content) throws IOException {
    FSDataOutputStreamBuilder<?, ?> file = fileSystem.createFile(path);
    file.overwrite(false).recursive();
    file.opt(CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE, true);
    try (OutputStream out = file.build()) {
      out.write(content);
    }
  }

  // A refused condition is an error of the connector's own; and an answer that was lost on its way
  // may have been a success. What lies there tells both.
  private static boolean isOurs(
      FileSystem fileSystem, Path path, byte[] content, IOException failure) throws IOException {
    try (InputStream in = fileSystem.open(path)) {
      return Arrays.equals(in.readAllBytes(), content);
    } catch (FileNotFoundException e) {
      throw failure;
    }
  }

  /** All files below a folder, at any depth, in the order of their paths; none if it is absent. */
  public List<FileStatus> files(Path folder) {
    return at(
        folder,
        fileSystem -> {
          List<FileStatus> files = new ArrayList<>();
          try {
            RemoteIterator<LocatedFileStatus> each = fileSystem.listFiles(folder, true);
            while (each.hasNext()) {
              files.add(each.next());
            }
          } catch (FileNotFoundException e) {
            return List.of();
          }
          files.sort(java.util.Comparator.comparing(FileStatus::getPath));
          return files;
        });
  }

  /** The files and folders in a folder; none if it is absent. */
  public List<FileStatus> children(Path folder) {
    return at(
        folder,
        fileSystem -> {
          try {
            return List.of(fileSystem.listStatus(folder));
          } catch (FileNotFoundException e) {
            return List.of();
          }
        });
  }

  /** Deletes a file, or a folder with all that is in it, if it is there. */
  public void delete(Path path) {
    at(path, fileSystem -> fileSystem.delete(path, true));
  }

  private static boolean link(java.nio.file.Path target, byte[] content) throws IOException {
    java.nio.file.Path finished = beside(target, content);
    try {
      Files.createLink(target, finished);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } finally {
      Files.delete(finished);
    }
  }

  private static java.nio.file.Path beside(java.nio.file.Path target, byte[] content)
      throws IOException {
    Files.createDirectories(target.getParent());
    java.nio.file.Path temporary =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    return Files.write(temporary, content);
  }

  private <T> T at(Path path, Action<T> action) {
    try {
      return action.on(path.getFileSystem(configuration));
    } catch (IOException e) {
      throw new DataException("Cannot use %s: %s".formatted(path, e.getMessage()), e);
    }
  }

  private interface Action<T> {
    T on(FileSystem fileSystem) throws IOException;
  }
}

package io.hornbook.jobs.ingest;

import io.hornbook.common.failure.DataException;
import io.hornbook.common.source.SourceRecord.Quarantined;
import io.hornbook.jobs.ingest.SourceListing.Found;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * The files below a local folder. Links are followed, since caches of downloads are made of them; a
 * link that leads back to a folder that holds it, or nowhere, is found as what it is.
 */
final class LocalTree extends SimpleFileVisitor<Path> {
  private final int source;
  private final Path root;
  private final List<Found> found = new ArrayList<>();

  private LocalTree(int source, Path root) {
    this.source = source;
    this.root = root;
  }

  static List<Found> of(int source, Path root) {
    LocalTree tree = new LocalTree(source, root);
    try {
      Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, tree);
    } catch (IOException e) {
      throw new DataException("Cannot list %s: %s".formatted(root, e.getMessage()), e);
    }
    return tree.found;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    String name = file.getFileName().toString();
    boolean checksum = name.startsWith(".") && name.endsWith(".crc"); // Hadoop's own, of a file
    if (attributes.isSymbolicLink()) {
      add(file, Quarantined.BROKEN_LINK, "the link leads nowhere");
    } else if (attributes.isRegularFile() && !isText(file)) {
      add(
          file,
          Quarantined.UNREADABLE,
          "its name is no text in this system's encoding (LC_ALL=C.UTF-8 makes it UTF-8)");
    } else if (attributes.isRegularFile() && !checksum) {
      found.add(
          new Found(
              source,
              relative(file),
              location(file),
              attributes.size(),
              attributes.lastModifiedTime().toInstant(),
              null));
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException cause) throws IOException {
    if (cause instanceof FileSystemLoopException) {
      add(file, Quarantined.LINK_LOOP, "the link leads back to a folder that holds it");
    } else if (cause instanceof AccessDeniedException) {
      add(file, Quarantined.UNREADABLE, "it may not be read");
    } else {
      throw cause;
    }
    return FileVisitResult.CONTINUE;
  }

  private void add(Path file, String reason, String why) {
    String path = relative(file);
    WorkItem.Unreadable problem =
        new WorkItem.Unreadable(reason, "Cannot read " + path + ": " + why);
    found.add(new Found(source, path, location(file), 0, java.time.Instant.EPOCH, problem));
  }

  /** Whether the name as text leads back to the file: bytes without a character do not. */
  private static boolean isText(Path file) {
    try {
      return file.getFileSystem().getPath(file.toString()).equals(file);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static String location(Path file) {
    return new org.apache.hadoop.fs.Path(file.toUri()).toString();
  }

  private String relative(Path file) {
    return root.relativize(file).toString().replace(root.getFileSystem().getSeparator(), "/");
  }
}

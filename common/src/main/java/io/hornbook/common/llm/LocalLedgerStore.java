package io.hornbook.common.llm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Objects as files of a folder on a file system with hard links. A file is written aside, forced to
 * the disk, and linked to its name, which fails if the name is taken.
 */
public final class LocalLedgerStore implements LedgerStore {
  private static final String ASIDE = ".aside-";
  private final Path root;

  public LocalLedgerStore(Path root) {
    this.root = root;
  }

  @Override
  public boolean putIfAbsent(String name, byte[] content) throws IOException {
    Path target = root.resolve(name);
    Path folder = target.getParent();
    Files.createDirectories(folder);
    Path aside = folder.resolve(ASIDE + UUID.randomUUID());
    try {
      write(aside, content);
      Files.createLink(target, aside);
      force(folder);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public List<String> list(String prefix) throws IOException {
    Path folder = root.resolve(prefix);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .filter(name -> !name.contains("/" + ASIDE))
          .sorted()
          .toList();
    }
  }

  @Override
  public byte[] read(String name) throws IOException {
    return Files.readAllBytes(root.resolve(name));
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(root.resolve(name));
  }

  @Override
  public String toString() {
    return root.toString();
  }
}

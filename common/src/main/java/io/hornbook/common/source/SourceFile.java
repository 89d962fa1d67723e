package io.hornbook.common.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One file of a source, on any storage. */
public interface SourceFile {
  /** The path relative to the source's root, with {@code /} between its parts. */
  String path();

  /** The size in bytes. */
  long length();

  /** The bytes from the start; the caller closes the stream. */
  InputStream open() throws IOException;

  /** The bytes from {@code offset}; the caller closes the stream. */
  InputStream open(long offset) throws IOException;

  /** The bytes in any order; the caller closes the channel. */
  SeekableByteChannel channel() throws IOException;

  /** The file {@code root/path} of the local file system. */
  static SourceFile local(Path root, String path) throws IOException {
    return new Local(root.resolve(path), path, Files.size(root.resolve(path)));
  }

  /**
   * A file of the local file system.
   *
   * @param file where it lies
   * @param path its path relative to the source's root
   * @param length its size in bytes
   */
  record Local(Path file, String path, long length) implements SourceFile {
    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(file);
    }

    @Override
    public InputStream open(long offset) throws IOException {
      FileChannel bytes = FileChannel.open(file, StandardOpenOption.READ);
      return Channels.newInputStream(bytes.position(offset));
    }

    @Override
    public SeekableByteChannel channel() throws IOException {
      return FileChannel.open(file, StandardOpenOption.READ);
    }
  }
}

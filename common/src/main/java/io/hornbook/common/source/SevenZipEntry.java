package io.hornbook.common.source;

import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.Locale;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZFile;

/**
 * One file of a 7z archive as a stream. The archive's directory stands at its end, so that the
 * archive is read through a channel that seeks; nothing is unpacked to a disk, and memory holds the
 * dictionary of the archive's compression (512 MiB at most).
 */
final class SevenZipEntry implements Closeable {
  /** The fixed header: signature, version, and where the directory lies (7zFormat.txt). */
  private static final int HEADER = 32;

  private static final int DIRECTORY_AT = 12;

  private final SeekableByteChannel channel;
  private final SevenZFile archive;
  private final InputStream content;

  private SevenZipEntry(SeekableByteChannel channel, SevenZFile archive, InputStream content) {
    this.channel = channel;
    this.archive = archive;
    this.content = content;
  }

  /** Whether a file of that path is a 7z archive. */
  static boolean isArchive(String path) {
    return path.toLowerCase(Locale.ROOT).endsWith(".7z");
  }

  /**
   * The first file of that name, in whatever folder.
   *
   * @throws IOException if the archive is damaged or has none
   */
  static SevenZipEntry open(SourceFile file, String name) throws IOException {
    SeekableByteChannel channel = Storage.channel(file);
    try {
      checkWhole(channel);
      SevenZFile archive =
          SevenZFile.builder()
              .setSeekableByteChannel(channel)
              .setMaxMemoryLimitKiB(Compression.MAX_MEMORY_KIB)
              .get();
      for (SevenZArchiveEntry entry : archive.getEntries()) {
        String path = String.valueOf(entry.getName());
        if (path.equals(name) || path.endsWith("/" + name)) {
          return new SevenZipEntry(channel, archive, new Translated(archive.getInputStream(entry)));
        }
      }
      throw new IOException("it holds no " + name);
    } catch (UncheckedIOException e) {
      channel.close();
      throw e;
    } catch (IOException e) {
      channel.close();
      throw e;
    } catch (RuntimeException e) {
      channel.close();
      throw Compression.damage(e);
    }
  }

  private static void checkWhole(SeekableByteChannel channel) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    while (header.hasRemaining() && channel.read(header) >= 0) {
      // A channel may give less than is asked for.
    }
    if (header.hasRemaining()) {
      throw new EOFException("it ends within its header");
    }
    long offset = header.getLong(DIRECTORY_AT);
    long size = header.getLong(DIRECTORY_AT + Long.BYTES);
    long rest = channel.size() - HEADER;
    if (offset < 0 || size < 0 || offset > rest || size > rest - offset) {
      throw new EOFException("it ends before its directory");
    }
    channel.position(0);
  }

  /** The unpacked bytes, from the start. */
  InputStream content() {
    return content;
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      archive.close();
    }
  }

  /** A decoder that stumbles over damage may throw any exception; here it is an IOException. */
  private static final class Translated extends FilterInputStream {
    Translated(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return in.read(buffer, offset, length);
      } catch (UncheckedIOException e) {
        throw e;
      } catch (RuntimeException e) {
        throw Compression.damage(e);
      }
    }
  }
}

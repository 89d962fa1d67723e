package io.hornbook.common.source;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/**
 * Tells a failure of the storage from a damaged record: what the storage throws leaves here as
 * {@link UncheckedIOException}, which no reader takes for damage.
 */
public final class Storage {
  private static final int BUFFER = 1 << 16;

  private Storage() {}

  /** {@code in}, whose failures leave as {@link UncheckedIOException} naming {@code path}. */
  public static InputStream guarded(InputStream in, String path) {
    return new Guarded(in, path);
  }

  static InputStream open(SourceFile file) {
    return open(file, 0);
  }

  static InputStream open(SourceFile file, long offset) {
    try {
      InputStream in = offset == 0 ? file.open() : file.open(offset);
      return new BufferedInputStream(new Guarded(in, file.path()), BUFFER);
    } catch (IOException e) {
      throw failure(file.path(), e);
    }
  }

  static SeekableByteChannel channel(SourceFile file) {
    try {
      return new GuardedChannel(file.channel(), file.path());
    } catch (IOException e) {
      throw failure(file.path(), e);
    }
  }

  private static UncheckedIOException failure(String path, IOException cause) {
    return new UncheckedIOException("Cannot read " + path + ": " + cause.getMessage(), cause);
  }

  private static final class Guarded extends FilterInputStream {
    private final String path;

    Guarded(InputStream in, String path) {
      super(in);
      this.path = path;
    }

    @Override
    public int read() {
      try {
        return in.read();
      } catch (IOException e) {
        throw failure(path, e);
      }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      try {
        return in.read(buffer, offset, length);
      } catch (IOException e) {
        throw failure(path, e);
      }
    }
  }

  private record GuardedChannel(SeekableByteChannel channel, String path)
      implements SeekableByteChannel {
    @Override
    public int read(ByteBuffer target) {
      try {
        return channel.read(target);
      } catch (IOException e) {
        throw failure(path, e);
      }
    }

    @Override
    public int write(ByteBuffer bytes) {
      throw new UnsupportedOperationException("A source is only read.");
    }

    @Override
    public long position() throws IOException {
      return channel.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
      channel.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
      throw new UnsupportedOperationException("A source is only read.");
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}

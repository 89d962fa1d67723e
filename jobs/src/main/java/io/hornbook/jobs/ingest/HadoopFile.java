package io.hornbook.jobs.ingest;

import io.hornbook.common.source.SourceFile;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A file of a source on a Hadoop file system.
 *
 * @param consumed counts the bytes that have been read of it
 */
record HadoopFile(
    Path location, String path, long length, Configuration configuration, AtomicLong consumed)
    implements SourceFile {
  HadoopFile(Path location, String path, long length, Configuration configuration) {
    this(location, path, length, configuration, new AtomicLong());
  }

  /** The file of a work item. */
  static HadoopFile of(WorkItem item, Configuration configuration) {
    return new HadoopFile(new Path(item.location()), item.path(), item.length(), configuration);
  }

  @Override
  public InputStream open() throws IOException {
    return new Counted(stream(), consumed);
  }

  @Override
  public InputStream open(long offset) throws IOException {
    FSDataInputStream in = stream();
    in.seek(offset);
    return new Counted(in, consumed);
  }

  FSDataInputStream stream() throws IOException {
    FileSystem files = location.getFileSystem(configuration);
    // Beside a local file the checked file system looks for .name.crc, which no name with a colon
    // can have.
    return (files instanceof LocalFileSystem local ? local.getRaw() : files).open(location);
  }

  @Override
  public SeekableByteChannel channel() throws IOException {
    return new Channel(stream(), length, consumed);
  }

  /** Counts what is read. */
  private static final class Counted extends FilterInputStream {
    private final AtomicLong consumed;

    Counted(InputStream in, AtomicLong consumed) {
      super(in);
      this.consumed = consumed;
    }

    @Override
    public int read() throws IOException {
      int read = in.read();
      consumed.addAndGet(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = in.read(buffer, offset, length);
      consumed.addAndGet(Math.max(0, count));
      return count;
    }
  }

  /** The stream as a channel: archives are read by their directories. */
  private record Channel(FSDataInputStream in, long size, AtomicLong consumed)
      implements SeekableByteChannel {
    @Override
    public int read(ByteBuffer target) throws IOException {
      if (!target.hasRemaining()) {
        return 0;
      }
      byte[] bytes = new byte[Math.min(target.remaining(), 1 << 16)];
      int count = in.read(bytes, 0, bytes.length);
      if (count > 0) {
        target.put(bytes, 0, count);
        consumed.addAndGet(count);
      }
      return count;
    }

    @Override
    public long position() throws IOException {
      return in.getPos();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
      in.seek(Math.min(position, size));
      return this;
    }

    @Override
    public int write(ByteBuffer bytes) {
      throw new UnsupportedOperationException("A source is only read.");
    }

    @Override
    public SeekableByteChannel truncate(long length) {
      throw new UnsupportedOperationException("A source is only read.");
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}

package io.hornbook.common.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The records of one file, in order, one in memory at a time. A reader throws nothing for what it
 * reads: damage is a {@link SourceRecord.Quarantined}. It throws {@link UncheckedIOException} where
 * the storage fails. Not safe for use by several threads.
 */
public abstract class RecordReader implements Iterator<SourceRecord>, Closeable {
  private SourceRecord next;
  private boolean ended;

  /** For a reader of another format. */
  protected RecordReader() {}

  /** Whether a file of that path is read from its start alone, since it is packed. */
  public static boolean isPacked(String path) {
    return Compression.packs(path) || SevenZipEntry.isArchive(path);
  }

  /** The next record, or {@code null} at the end; not called again after that. */
  protected abstract SourceRecord advance();

  @Override
  public final boolean hasNext() {
    if (next == null && !ended) {
      next = advance();
      ended = next == null;
    }
    return next != null;
  }

  @Override
  public final SourceRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    SourceRecord record = next;
    next = null;
    return record;
  }

  @Override
  public abstract void close();

  /** Closes what a reader has opened; {@code null} is nothing. */
  protected static void close(Closeable resource) {
    try {
      if (resource != null) {
        resource.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close a source: " + e.getMessage(), e);
    }
  }
}

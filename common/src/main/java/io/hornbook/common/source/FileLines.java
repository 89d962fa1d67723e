package io.hornbook.common.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** The lines of a file, plain or packed, that begin in a range of it; it opens by itself. */
final class FileLines implements Closeable {
  private final SourceFile file;
  private final ByteRange range;
  private final long maxBytes;
  private InputStream in;
  private Lines lines;
  private Lines.Line beyond;

  FileLines(SourceFile file, ByteRange range, long maxBytes) {
    if (range.from() > 0 && Compression.packs(file.path())) {
      throw new IllegalArgumentException(
          "Invalid range of " + file.path() + ": a packed file is read from its start");
    }
    this.file = file;
    this.range = range;
    this.maxBytes = maxBytes;
  }

  /** The lines of a stream that is open already. */
  FileLines(SourceFile file, InputStream in, long maxBytes) {
    this(file, ByteRange.WHOLE, maxBytes);
    this.in = in;
    this.lines = new Lines(in, 0, maxBytes);
  }

  /**
   * The next line, or {@code null} where the range ends.
   *
   * @throws IOException where the stream cannot be read on; {@link #partial} then holds what had
   *     been read of the line
   */
  Lines.Line next() throws IOException {
    open();
    Lines.Line line = lines.next();
    if (line != null && line.offset() < range.to()) {
      return line;
    }
    beyond = line;
    return null;
  }

  /** After the last line: whether no other line than blank ones follows in the file. */
  boolean isEndOfFile() throws IOException {
    while (beyond != null && beyond.isBlank()) {
      beyond = lines.next();
    }
    return beyond == null;
  }

  /** What has been read of the current line; nothing, where the file could not be opened. */
  Lines.Line partial() {
    return lines == null ? new Lines.Line(0, 0, new byte[0], false, false) : lines.partial();
  }

  // The byte before the range tells whether a line begins with it.
  private void open() throws IOException {
    if (lines != null) {
      return;
    }
    if (range.from() == 0) {
      in = Compression.unpack(file.path(), Storage.open(file));
      lines = new Lines(in, 0, maxBytes);
    } else {
      in = Storage.open(file, range.from() - 1);
      lines = new Lines(in, range.from() - 1, maxBytes);
      lines.skip();
    }
  }

  @Override
  public void close() {
    RecordReader.close(in);
  }
}

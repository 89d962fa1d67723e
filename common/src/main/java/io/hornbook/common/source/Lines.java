package io.hornbook.common.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines of a stream with their byte offsets. A line ends at a line feed; a carriage return
 * before it belongs to the ending. Of a line over the limit only the head is held.
 */
final class Lines {
  private static final byte LINE_FEED = '\n';

  private final InputStream in;
  private final long maxBytes;
  private final byte[] buffer = new byte[1 << 16];
  private int from;
  private int to;
  private long offset;
  private long length;
  private byte last;
  private ByteArrayOutputStream held = new ByteArrayOutputStream();

  /**
   * One line.
   *
   * @param offset where it begins in the stream, in bytes
   * @param length its size in bytes without its ending
   * @param bytes the whole line, or the head of a line over the limit
   * @param whole whether it is within the limit
   * @param terminated whether a line feed ends it
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed from Lines to its reader; nothing compares it.
  record Line(long offset, long length, byte[] bytes, boolean whole, boolean terminated) {
    /** Whether it holds nothing but blanks. */
    boolean isBlank() {
      for (byte b : bytes) {
        if (b != ' ' && b != '\t' && b != '\r') {
          return false;
        }
      }
      return whole;
    }
  }

  /**
   * Lines.
   *
   * @param offset where the stream stands in its file
   */
  Lines(InputStream in, long offset, long maxBytes) {
    this.in = in;
    this.offset = offset;
    this.maxBytes = maxBytes;
  }

  /** Passes over the rest of the line that the stream stands in. */
  void skip() throws IOException {
    while (fill()) {
      int end = lineFeed();
      boolean found = end < to;
      offset += end - from + (found ? 1 : 0);
      from = found ? end + 1 : end;
      if (found) {
        return;
      }
    }
  }

  /**
   * The next line, or {@code null} at the end.
   *
   * @throws IOException where the stream cannot be read on; {@link #partial} then holds what had
   *     been read of the line
   */
  Line next() throws IOException {
    while (fill()) {
      int end = lineFeed();
      hold(end);
      if (end < to) {
        from = end + 1;
        return finish(true);
      }
    }
    return length == 0 ? null : finish(false);
  }

  /** Whether there are bytes in the buffer, after reading some if there were none. */
  private boolean fill() throws IOException {
    if (from == to) {
      from = 0;
      to = Math.max(0, in.read(buffer));
    }
    return from < to;
  }

  private int lineFeed() {
    int end = from;
    while (end < to && buffer[end] != LINE_FEED) {
      end++;
    }
    return end;
  }

  /** What has been read of the current line. */
  Line partial() {
    return new Line(offset, length, held.toByteArray(), false, false);
  }

  private void hold(int end) {
    length += end - from;
    last = end > from ? buffer[end - 1] : last;
    // One byte more than the limit, for a carriage return that belongs to the ending.
    long limit = Math.max(maxBytes + 1, SourceRecord.Quarantined.HEAD);
    if (length > limit && held.size() > SourceRecord.Quarantined.HEAD) {
      shrink();
    }
    long room = length > limit ? SourceRecord.Quarantined.HEAD : limit;
    int taken = (int) Math.min(end - from, Math.max(0, room - held.size()));
    held.write(buffer, from, taken);
    from = end;
  }

  private void shrink() {
    byte[] head = held.toByteArray();
    held = new ByteArrayOutputStream(SourceRecord.Quarantined.HEAD);
    held.write(head, 0, SourceRecord.Quarantined.HEAD);
  }

  private Line finish(boolean terminated) {
    byte[] bytes = held.toByteArray();
    long size = length - (terminated && length > 0 && last == '\r' ? 1 : 0);
    boolean whole = size <= maxBytes;
    int kept = (int) (whole ? size : Math.min(bytes.length, SourceRecord.Quarantined.HEAD));
    Line finished = new Line(offset, size, Arrays.copyOf(bytes, kept), whole, terminated);
    offset += length + (terminated ? 1 : 0);
    length = 0;
    held.reset();
    return finished;
  }
}

package io.hornbook.common.source;

import java.io.Serializable;

/**
 * A part of a file of lines: the lines that begin in it. The ranges of a file that follow each
 * other without a gap hold each of its lines once, wherever they are cut.
 *
 * @param from the first byte
 * @param to the byte after the last
 */
public record ByteRange(long from, long to) implements Serializable {
  /** A whole file, whatever its length. */
  public static final ByteRange WHOLE = new ByteRange(0, Long.MAX_VALUE);

  public ByteRange {
    if (from < 0 || to <= from) {
      throw new IllegalArgumentException(
          "Invalid range: %d to %d (expected 0 or more, and at least one byte)"
              .formatted(from, to));
    }
  }
}

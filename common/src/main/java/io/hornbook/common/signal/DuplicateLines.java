package io.hornbook.common.signal;

/**
 * Counts the lines that are not blank, and those of them that repeat an earlier one. Lines are told
 * apart by a 64-bit hash of their bytes without the white space at both ends.
 */
final class DuplicateLines {
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final int USUAL_LINE = 32;

  private final ByteSets bytes;
  private final HashSlots seen;
  private long filled;

  private DuplicateLines(ByteSets bytes) {
    this.bytes = bytes;
    this.seen = new HashSlots(bytes.length() / USUAL_LINE);
  }

  static DuplicateLines of(ByteSets bytes) {
    DuplicateLines lines = new DuplicateLines(bytes);
    lines.addAll();
    return lines;
  }

  void putInto(Signals.Builder signals) {
    signals.share(Signal.DUPLICATE_LINE_SHARE, filled - seen.count(), filled);
  }

  private void addAll() {
    int start = 0;
    for (int block = 0; block < bytes.blocks(); block++) {
      for (long left = bytes.lineEnds(block); left != 0; left &= left - 1) {
        int end = block * ByteSets.BLOCK + Long.numberOfTrailingZeros(left);
        add(start, end);
        start = end + 1;
      }
    }
    add(start, bytes.length());
  }

  private void add(int from, int to) {
    int start = bytes.nextInk(from, to);
    if (start < to) {
      filled++;
      seen.add(hash(start, bytes.inkEnd(start, to)));
    }
  }

  private long hash(int start, int end) {
    long hash = (long) end - start;
    int i = start;
    for (; i + Long.BYTES < end; i += Long.BYTES) {
      hash = mixed(hash ^ bytes.word(i));
    }
    return mixed(hash ^ (bytes.word(i) & (-1L >>> (Long.SIZE - (end - i) * Byte.SIZE))));
  }

  private static long mixed(long value) {
    long product = value * MULTIPLIER;
    return product ^ (product >>> 29);
  }
}

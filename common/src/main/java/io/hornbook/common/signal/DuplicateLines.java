package io.hornbook.common.signal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Counts the lines that are not blank, and those of them that repeat an earlier one. Lines are told
 * apart by a 64-bit hash of their bytes without the white space at both ends.
 */
final class DuplicateLines {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private final HashSlots seen = new HashSlots(128);
  private long filled;

  private DuplicateLines() {}

  static DuplicateLines of(byte[] utf8) {
    DuplicateLines lines = new DuplicateLines();
    int start = 0;
    for (int i = 0; i < utf8.length; i++) {
      if (utf8[i] == '\n' || utf8[i] == '\r') {
        lines.add(utf8, start, i);
        start = i + 1;
      }
    }
    lines.add(utf8, start, utf8.length);
    return lines;
  }

  void putInto(Signals.Builder signals) {
    signals.share(Signal.DUPLICATE_LINE_SHARE, filled - seen.count(), filled);
  }

  private void add(byte[] utf8, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && isBlank(utf8[start])) {
      start++;
    }
    while (end > start && isBlank(utf8[end - 1])) {
      end--;
    }
    if (start < end) {
      filled++;
      seen.add(hash(utf8, start, end));
    }
  }

  private static boolean isBlank(byte b) {
    return b >= 0 && b <= ' ';
  }

  private static long hash(byte[] utf8, int start, int end) {
    long hash = (long) end - start;
    int i = start;
    for (; i + Long.BYTES <= end; i += Long.BYTES) {
      hash = mixed(hash ^ (long) LONGS.get(utf8, i));
    }
    long tail = 0;
    for (; i < end; i++) {
      tail = (tail << 8) | (utf8[i] & 0xFF);
    }
    return mixed(hash ^ tail);
  }

  private static long mixed(long value) {
    long product = value * MULTIPLIER;
    return product ^ (product >>> 29);
  }
}

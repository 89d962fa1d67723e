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

  private long[] seen = new long[256];
  private int distinct;
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

  /** The lines that are not blank. */
  long filled() {
    return filled;
  }

  /** The lines that repeat an earlier one. */
  long repeated() {
    return filled - distinct;
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
      insert(hash(utf8, start, end));
    }
  }

  private static boolean isBlank(byte b) {
    return b >= 0 && b <= ' ';
  }

  /** Never 0, which marks a free slot. */
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
    hash = mixed(hash ^ tail);
    return hash == 0 ? 1 : hash;
  }

  private static long mixed(long value) {
    long product = value * MULTIPLIER;
    return product ^ (product >>> 29);
  }

  private void insert(long hash) {
    if (distinct * 2 >= seen.length) {
      grow();
    }
    int slot = slot(hash);
    if (seen[slot] == 0) {
      seen[slot] = hash;
      distinct++;
    }
  }

  private int slot(long hash) {
    int mask = seen.length - 1;
    int slot = (int) (hash >>> 32) & mask;
    while (seen[slot] != 0 && seen[slot] != hash) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] old = seen;
    seen = new long[old.length * 2];
    for (long hash : old) {
      if (hash != 0) {
        seen[slot(hash)] = hash;
      }
    }
  }
}

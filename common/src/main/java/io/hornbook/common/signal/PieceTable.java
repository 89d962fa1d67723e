package io.hornbook.common.signal;

import java.util.Arrays;

/**
 * How many tokens short pieces of ASCII have, by open addressing: those of up to seven bytes in one
 * long each, those of up to fifteen in two. A table that is half full forgets all.
 */
final class PieceTable {
  private static final int SLOTS = 1 << 16;
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final int SHIFT = 48;

  /** Above a short piece's bytes: its length in three bits, then its count. */
  private static final int LENGTH = 56;

  private static final int COUNT = 59;
  private static final long KEY = -1L >>> (Long.SIZE - COUNT);

  private final long[] shorts = new long[SLOTS];
  private int shortsRemembered;

  // A longer piece's first eight bytes, and the rest below its length and its count.
  private final long[] longs = new long[2 * SLOTS];
  private int longsRemembered;

  /** The count of a piece of up to seven bytes, given as a little-endian number, or 0. */
  int count(long piece, int length) {
    long key = piece | (long) length << LENGTH;
    return (int) (shorts[slot(key)] >>> COUNT);
  }

  /** Remembers and gives the count, at most the length, of a piece of up to seven bytes. */
  int remember(long piece, int length, int count) {
    if (2 * ++shortsRemembered > SLOTS) {
      Arrays.fill(shorts, 0);
      shortsRemembered = 1;
    }
    long key = piece | (long) length << LENGTH;
    shorts[slot(key)] = key | (long) count << COUNT;
    return count;
  }

  /** The count of a piece of eight to fifteen bytes: the first eight, and the others; or 0. */
  int count(long low, long high, int length) {
    long key = high | (long) (length - Long.BYTES) << LENGTH;
    return (int) (longs[slot(low, key) + 1] >>> COUNT);
  }

  /** Remembers and gives the count, at most 31, of a piece of eight to fifteen bytes. */
  int remember(long low, long high, int length, int count) {
    if (2 * ++longsRemembered > SLOTS) {
      Arrays.fill(longs, 0);
      longsRemembered = 1;
    }
    long key = high | (long) (length - Long.BYTES) << LENGTH;
    int slot = slot(low, key);
    longs[slot] = low;
    longs[slot + 1] = key | (long) count << COUNT;
    return count;
  }

  private int slot(long low, long key) {
    int slot = (int) (((low ^ Long.rotateLeft(key, 29)) * MULTIPLIER) >>> SHIFT) * 2;
    while (longs[slot + 1] != 0 && (longs[slot] != low || (longs[slot + 1] & KEY) != key)) {
      slot = (slot + 2) & (2 * SLOTS - 1);
    }
    return slot;
  }

  private int slot(long key) {
    int slot = (int) ((key * MULTIPLIER) >>> SHIFT);
    while (shorts[slot] != 0 && (shorts[slot] & KEY) != key) {
      slot = (slot + 1) & (SLOTS - 1);
    }
    return slot;
  }
}

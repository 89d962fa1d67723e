package io.hornbook.common.embed;

/**
 * The counters of one text. The sign of a hashed feature is part of its slot, so that counting is
 * one increment; the difference is taken once, at the end.
 */
final class FeatureCounts {
  static final int SYMBOLS = 32;
  static final int LENGTHS = 8;
  static final int HASHED = HashingEmbedder.DIMENSIONS - SYMBOLS - LENGTHS;

  /** The symbols in the order of their bytes. */
  static final String SYMBOL_ORDER = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final long FINAL_MULTIPLIER = 0xD6E8FEB86659FD93L;

  /** Where the slots of number lengths and of hashed subtokens begin; below: one slot a byte. */
  private static final int LENGTH_SLOTS = 128;

  private static final int HASHED_SLOTS = LENGTH_SLOTS + LENGTHS;

  private final int[] slots = new int[HASHED_SLOTS + 2 * HASHED];

  /** The starts of one block's tokens; the first may lie in the block before. */
  private final int[] starts = new int[Long.SIZE + 1];

  void add(ByteClasses text) {
    int open = 0;
    for (int block = 0; block < text.blocks(); block++) {
      addSymbols(text, block);
      open = addTokens(text, block, open);
    }
  }

  private void addSymbols(ByteClasses text, int block) {
    int base = block * Long.SIZE;
    for (long left = text.symbols(block); left != 0; left &= left - 1) {
      slots[text.at(base + Long.numberOfTrailingZeros(left))]++;
    }
  }

  /**
   * Counts the tokens that end in {@code block}, given that the first {@code open} (0 or 1) starts
   * are left from the block before; returns how many are left for the next.
   */
  private int addTokens(ByteClasses text, int block, int open) {
    int base = block * Long.SIZE;
    int started = open;
    long starting = text.starts(block);
    for (long left = starting; left != 0; left &= left - 1) {
      starts[started++] = base + Long.numberOfTrailingZeros(left);
    }
    int ended = 0;
    for (long left = text.ends(block, starting); left != 0; left &= left - 1) {
      int start = starts[ended++];
      slots[slot(text, start, base + Long.numberOfTrailingZeros(left) - start)]++;
    }
    starts[0] = starts[Math.max(0, started - 1)];
    return started - ended;
  }

  private static int slot(ByteClasses text, int start, int length) {
    int first = text.at(start);
    return first >= '0' && first <= '9'
        ? LENGTH_SLOTS + Math.min(length, LENGTHS) - 1
        : hashedSlot(text, start, length);
  }

  private static int hashedSlot(ByteClasses text, int start, int length) {
    long hash = length;
    int position = start;
    int left = length;
    for (; left > Long.BYTES; left -= Long.BYTES, position += Long.BYTES) {
      hash = mixed(hash, folded(text.word(position)));
    }
    long mask = -1L >>> (Long.SIZE - Byte.SIZE * left);
    hash = mixed(hash, folded(text.word(position)) & mask);
    hash *= FINAL_MULTIPLIER;
    return HASHED_SLOTS + (int) (((hash >>> 32) * (2 * HASHED)) >>> 32);
  }

  private static long mixed(long hash, long word) {
    long product = (hash ^ word) * MULTIPLIER;
    return product ^ (product >>> 32);
  }

  /** The word with ASCII letters in lower case; among a token's bytes, 0x20 changes no other. */
  private static long folded(long word) {
    return word | (~word & 0x8080808080808080L) >>> 2;
  }

  /** The counter of each dimension. */
  int[] counters() {
    int[] counters = new int[HashingEmbedder.DIMENSIONS];
    for (int i = 0; i < SYMBOLS; i++) {
      counters[i] = slots[SYMBOL_ORDER.charAt(i)];
    }
    System.arraycopy(slots, LENGTH_SLOTS, counters, SYMBOLS, LENGTHS);
    for (int i = 0; i < HASHED; i++) {
      counters[SYMBOLS + LENGTHS + i] = slots[HASHED_SLOTS + i] - slots[HASHED_SLOTS + HASHED + i];
    }
    return counters;
  }

  float[] vector() {
    int[] counters = counters();
    long sum = 0;
    for (int counter : counters) {
      sum += Math.abs(counter);
    }
    float[] vector = new float[counters.length];
    for (int i = 0; sum != 0 && i < counters.length; i++) {
      double magnitude = Math.sqrt(Math.abs(counters[i]) / (double) sum);
      vector[i] = (float) (counters[i] < 0 ? -magnitude : magnitude);
    }
    return vector;
  }
}

package io.hornbook.common.signal;

/** A set of 64-bit hashes, at most half full, by linear probing. */
final class HashSlots {
  private long[] slots;
  private int count;

  /**
   * An empty set.
   *
   * @param expected how many hashes it may hold before it grows
   */
  HashSlots(int expected) {
    slots = new long[Math.max(16, Integer.highestOneBit(Math.max(1, expected)) * 4)];
  }

  /** Adds a hash and says whether it is new. 0, which marks a free slot, is taken for 1. */
  boolean add(long hash) {
    if (2 * (count + 1) > slots.length) {
      grow();
    }
    long value = hash == 0 ? 1 : hash;
    int slot = slot(value);
    boolean isNew = slots[slot] == 0;
    slots[slot] = value;
    count += isNew ? 1 : 0;
    return isNew;
  }

  int count() {
    return count;
  }

  private int slot(long value) {
    int mask = slots.length - 1;
    int slot = (int) (value >>> 32) & mask;
    while (slots[slot] != 0 && slots[slot] != value) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[old.length * 2];
    for (long value : old) {
      if (value != 0) {
        slots[slot(value)] = value;
      }
    }
  }
}

package io.hornbook.common.generate;

import io.hornbook.common.hash.Mix64;

/**
 * A keyed permutation of the numbers 0 to n - 1, for n up to 2<sup>62</sup>, without a table: a
 * Feistel network of six rounds over the smallest even number of bits that holds n, walked until it
 * falls below n (Black and Rogaway 2002, doi:10.1007/3-540-45760-7_9). The walk takes four steps at
 * most on average. What it maps is persisted through samples: it never changes.
 */
final class Permutation {
  private static final int ROUNDS = 6;

  private final long size;
  private final int halfBits;
  private final long seed;

  /**
   * @param size 1 to 2<sup>62</sup>
   * @param seed every seed is another permutation
   */
  Permutation(long size, long seed) {
    if (size < 1 || size > 1L << 62) {
      throw new IllegalArgumentException("Invalid size: " + size + " (expected 1 to 2^62)");
    }
    this.size = size;
    int bits = Math.max(2, Long.SIZE - Long.numberOfLeadingZeros(size - 1));
    this.halfBits = (bits + 1) / 2;
    this.seed = seed;
  }

  /** Where {@code index} goes: below n, another number for every other index. */
  long at(long index) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException(
          "Invalid index: " + index + " (expected 0 to " + (size - 1) + ")");
    }
    long value = index;
    do {
      value = encrypt(value);
    } while (value >= size);
    return value;
  }

  private long encrypt(long value) {
    long mask = (1L << halfBits) - 1;
    long left = value >>> halfBits;
    long right = value & mask;
    for (int round = 0; round < ROUNDS; round++) {
      long next = left ^ (Mix64.mix(Mix64.draw(seed, round) ^ right) & mask);
      left = right;
      right = next;
    }
    return left << halfBits | right;
  }
}

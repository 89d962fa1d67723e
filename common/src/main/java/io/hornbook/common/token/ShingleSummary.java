package io.hornbook.common.token;

import io.hornbook.common.hash.Mix64;

/**
 * What identifies a set of shingles without keeping it: its size and a 128-bit digest that does not
 * depend on order or repetition. The digest is two sums, modulo 2<sup>64</sup>, over the distinct
 * shingles {@code s}: of {@code mix(s ^ 0x243F6A8885A308D3)} and of {@code mix(s ^
 * 0x13198A2E03707344)}.
 *
 * @param distinct the size of the set
 * @param high the first sum
 * @param low the second sum
 */
public record ShingleSummary(int distinct, long high, long low) {
  private static final long HIGH_KEY = 0x243F6A8885A308D3L;
  private static final long LOW_KEY = 0x13198A2E03707344L;

  /** The summary of a sequence of shingles, such as {@link Shingles#sequence} gives. */
  public static ShingleSummary of(long[] shingles) {
    return ofCompacted(shingles.clone());
  }

  /**
   * The same; and the distinct shingles now stand at the beginning of the array, each where it
   * first was among them.
   */
  public static ShingleSummary ofCompacted(long[] shingles) {
    // Open addressing, at most half full; zero marks a free slot, so the element zero is counted
    // apart.
    long[] table = new long[Integer.highestOneBit(Math.max(1, shingles.length)) << 2];
    int mask = table.length - 1;
    int distinct = 0;
    long high = 0;
    long low = 0;
    boolean zero = false;
    for (long shingle : shingles) {
      boolean fresh = shingle == 0 ? !zero : insert(table, mask, shingle);
      zero |= shingle == 0;
      if (fresh) {
        shingles[distinct++] = shingle;
        high += Mix64.mix(shingle ^ HIGH_KEY);
        low += Mix64.mix(shingle ^ LOW_KEY);
      }
    }
    return new ShingleSummary(distinct, high, low);
  }

  private static boolean insert(long[] table, int mask, long shingle) {
    int slot = (int) shingle & mask;
    while (table[slot] != 0) {
      if (table[slot] == shingle) {
        return false;
      }
      slot = (slot + 1) & mask;
    }
    table[slot] = shingle;
    return true;
  }
}

package io.hornbook.common.token;

import java.util.Arrays;

/**
 * Sorts hashes: values that are spread evenly over all 64-bit integers fall into as many buckets by
 * their leading bits as there are values, about one in each, so that one pass over them nearly
 * sorts. Values that are not spread evenly are sorted as well, in the time of {@link
 * Arrays#sort(long[])}.
 */
final class HashSort {
  private static final int FEW = 64;
  private static final int CROWDED = 16;

  private HashSort() {}

  /** Sorts in ascending order of signed integers. */
  static void sort(long[] hashes) {
    if (hashes.length < FEW) {
      Arrays.sort(hashes);
      return;
    }
    int shift = Integer.numberOfLeadingZeros(hashes.length - 1) + Integer.SIZE;
    int[] ends = ends(hashes, shift);
    long[] unsorted = hashes.clone();
    for (int i = unsorted.length - 1; i >= 0; i--) {
      hashes[--ends[bucket(unsorted[i], shift)]] = unsorted[i];
    }
    for (int i = 0; i < ends.length; i++) { // by now where the buckets begin
      int end = i + 1 < ends.length ? ends[i + 1] : hashes.length;
      sort(hashes, ends[i], end);
    }
  }

  private static int[] ends(long[] hashes, int shift) {
    int[] ends = new int[1 << (Long.SIZE - shift)];
    for (long hash : hashes) {
      ends[bucket(hash, shift)]++;
    }
    for (int i = 1; i < ends.length; i++) {
      ends[i] += ends[i - 1];
    }
    return ends;
  }

  /** The leading bits, in the order of signed integers. */
  private static int bucket(long hash, int shift) {
    return (int) ((hash ^ Long.MIN_VALUE) >>> shift);
  }

  private static void sort(long[] hashes, int start, int end) {
    if (end - start > CROWDED) {
      Arrays.sort(hashes, start, end);
      return;
    }
    for (int i = start + 1; i < end; i++) {
      long hash = hashes[i];
      int free = i;
      while (free > start && hashes[free - 1] > hash) {
        hashes[free] = hashes[free - 1];
        free--;
      }
      hashes[free] = hash;
    }
  }
}

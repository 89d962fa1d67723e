package io.hornbook.common.signal;

import java.util.Arrays;

/** Places in a text, ascending. */
final class Positions {
  private int[] positions = new int[64];
  private int count;

  /** Adds a place that is not before any other. */
  void add(int position) {
    if (count == positions.length) {
      positions = Arrays.copyOf(positions, 2 * count);
    }
    positions[count++] = position;
  }

  /** Whether there is a place from {@code start} to {@code end}. */
  boolean in(int start, int end) {
    int found = Arrays.binarySearch(positions, 0, count, start);
    int at = found < 0 ? -found - 1 : found;
    return at < count && positions[at] < end;
  }
}

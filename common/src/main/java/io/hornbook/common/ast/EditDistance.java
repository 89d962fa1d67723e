package io.hornbook.common.ast;

import java.util.Arrays;

/**
 * Levenshtein's distance within a band (Ukkonen 1985, doi:10.1016/S0019-9958(85)80046-2). Reuses
 * its buffers: for one thread.
 */
final class EditDistance {
  private int[] before = {};
  private int[] row = {};

  /**
   * The least number of symbols to insert, delete or replace that turns one row into the other, or
   * {@code limit + 1} when that is more than the limit.
   */
  int within(short[] a, short[] b, int limit) {
    if (Math.abs(a.length - b.length) > limit) {
      return limit + 1;
    }
    reserve(b.length + 2);
    for (int j = 0; j <= b.length; j++) {
      before[j] = j <= limit ? j : limit + 1;
    }
    for (int i = 1; i <= a.length; i++) {
      if (fill(a[i - 1], b, i, limit) > limit) {
        return limit + 1;
      }
      int[] filled = row;
      row = before;
      before = filled;
    }
    return Math.min(before[b.length], limit + 1);
  }

  /** Fills row i within its band; returns the least value in it. */
  private int fill(short symbol, short[] b, int i, int limit) {
    int from = Math.max(1, i - limit);
    int to = Math.min(b.length, i + limit);
    row[from - 1] = from == 1 && i <= limit ? i : limit + 1;
    int least = row[from - 1];
    for (int j = from; j <= to; j++) {
      int replaced = before[j - 1] + (symbol == b[j - 1] ? 0 : 1);
      int value = Math.min(replaced, 1 + Math.min(row[j - 1], j == i + limit ? limit : before[j]));
      row[j] = value;
      least = Math.min(least, value);
    }
    return least;
  }

  private void reserve(int length) {
    if (before.length < length) {
      before = Arrays.copyOf(before, 2 * length);
      row = new int[before.length];
    }
  }
}

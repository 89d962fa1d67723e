package io.hornbook.common.signal;

import java.util.function.IntPredicate;

/**
 * The runs of words that stand in a text more than once, by the places where they begin; told apart
 * by their 64-bit hashes.
 */
final class RepeatedRuns {
  private final long[] runs;
  private final int length;
  private final boolean[] repeated;

  // Where each different run begins first, and 1 more, by open addressing.
  private final int[] firsts;
  private long covered;

  /**
   * Those of the runs that are looked at.
   *
   * @param runs their hashes, by the word that they begin with
   * @param length their words
   * @param candidates the places that may hold a repeated run
   */
  RepeatedRuns(long[] runs, int length, IntPredicate candidates) {
    this.runs = runs;
    this.length = length;
    this.repeated = new boolean[runs.length];
    this.firsts = new int[Integer.highestOneBit(Math.max(1, runs.length)) * 4];
    int coveredTo = 0;
    for (int i = 0; i < runs.length; i++) {
      if (candidates.test(i) && isRepeat(i)) {
        covered += (long) i + length - Math.max(coveredTo, i);
        coveredTo = i + length;
      }
    }
  }

  /** The words in a run that stands earlier in the text too. */
  long covered() {
    return covered;
  }

  /**
   * Whether a run of twice the words may be repeated that begins here: one that is begins and ends
   * with a repeated one.
   */
  boolean mayBeginTwice(int place) {
    return repeated[place] && repeated[place + length];
  }

  private boolean isRepeat(int place) {
    int mask = firsts.length - 1;
    int slot = (int) (runs[place] >>> Integer.SIZE) & mask;
    while (firsts[slot] != 0 && runs[firsts[slot] - 1] != runs[place]) {
      slot = (slot + 1) & mask;
    }
    if (firsts[slot] == 0) {
      firsts[slot] = place + 1;
      return false;
    }
    repeated[firsts[slot] - 1] = true;
    repeated[place] = true;
    return true;
  }
}

package io.hornbook.common.signal;

import java.util.Arrays;

/** Cyclomatic complexity, gathered by a walk over a tree in the order of its text. */
final class Complexity {
  // The functions that the walk is in, the innermost last: their depth and complexity.
  private int[] depths = new int[8];
  private long[] open = new long[8];
  private int inside;

  private long functions;
  private long total;
  private long largest;

  /** The walk is at a node of this depth: functions at that depth or below it have ended. */
  void at(int depth) {
    while (inside > 0 && depths[inside - 1] >= depth) {
      inside--;
      total += open[inside];
      largest = Math.max(largest, open[inside]);
    }
  }

  /** A function begins at this depth. */
  void enterFunction(int depth) {
    if (inside == depths.length) {
      depths = Arrays.copyOf(depths, 2 * inside);
      open = Arrays.copyOf(open, 2 * inside);
    }
    depths[inside] = depth;
    open[inside] = 1;
    inside++;
    functions++;
  }

  /** A decision, of the innermost function if there is one. */
  void addDecision() {
    if (inside > 0) {
      open[inside - 1]++;
    }
  }

  long functions() {
    return functions;
  }

  void putInto(Signals.Builder signals) {
    at(0);
    signals.put(Signal.FUNCTION_COUNT, functions).share(Signal.MEAN_COMPLEXITY, total, functions);
    if (functions > 0) {
      signals.put(Signal.LARGEST_COMPLEXITY, largest);
    }
  }
}

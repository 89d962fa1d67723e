package io.hornbook.common.testing;

/**
 * How many are inside at one time: the most, and the mean from the first entry to the last exit.
 */
public final class Occupancy {
  private int inside;
  private int most;
  private long first;
  private long last;
  private double area;

  synchronized void enter() {
    pass();
    most = Math.max(most, ++inside);
  }

  synchronized void leave() {
    pass();
    inside--;
  }

  private void pass() {
    long now = System.nanoTime();
    if (most == 0) {
      first = now;
    }
    area += (double) inside * (now - last);
    last = now;
  }

  /** The most at one time. */
  public synchronized int most() {
    return most;
  }

  /** The mean over the time from the first entry to the last exit. */
  public synchronized double mean() {
    return last > first ? area / (last - first) : 0;
  }
}

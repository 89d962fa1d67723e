package io.hornbook.common.llm;

import java.time.Duration;

/** Time that passes: a source of nanoseconds, and a wait. Tests bring their own. */
public interface Ticker {
  /** Nanoseconds since some fixed moment. */
  long nanos();

  /** Returns after {@code duration}; at once if it is zero or negative. */
  void sleep(Duration duration) throws InterruptedException;

  /** The machine's own time. */
  static Ticker system() {
    return new Ticker() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public void sleep(Duration duration) throws InterruptedException {
        if (!duration.isNegative() && !duration.isZero()) {
          Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
        }
      }
    };
  }
}

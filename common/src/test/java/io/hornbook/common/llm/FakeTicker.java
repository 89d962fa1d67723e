package io.hornbook.common.llm;

import java.time.Duration;

/** Time that passes when somebody sleeps. */
final class FakeTicker implements Ticker {
  private long now = 1_000_000_000_000L;

  @Override
  public synchronized long nanos() {
    return now;
  }

  @Override
  public synchronized void sleep(Duration duration) {
    now += Math.max(0, duration.toNanos());
  }
}

package io.hornbook.common.llm;

import java.time.Duration;

/**
 * Requests and tokens a minute, spread evenly: each call gets the next free moment, and one
 * second's worth may go at once. Safe for many threads.
 */
final class RateLimit {
  private static final long MINUTE = 60_000_000_000L;
  private static final long BURST = 1_000_000_000L;

  private final Ticker ticker;
  private final double nanosPerRequest;
  private final double nanosPerToken;
  private long nextRequest;
  private long nextToken;
  private long pausedUntil;

  /** A limit that starts unused; both rates are positive. */
  RateLimit(long requestsPerMinute, long tokensPerMinute, Ticker ticker) {
    this.ticker = ticker;
    this.nanosPerRequest = (double) MINUTE / requestsPerMinute;
    this.nanosPerToken = (double) MINUTE / tokensPerMinute;
    long start = ticker.nanos();
    this.nextRequest = start - BURST;
    this.nextToken = start - BURST;
    this.pausedUntil = start;
  }

  /** Waits until a request of {@code tokens} may leave. */
  void acquire(long tokens) throws InterruptedException {
    long moment = reserve(tokens);
    for (long wait = moment - ticker.nanos(); wait > 0; wait = moment - ticker.nanos()) {
      ticker.sleep(Duration.ofNanos(wait));
      moment = Math.max(moment, pausedUntil());
    }
  }

  private synchronized long reserve(long tokens) {
    long earliest = ticker.nanos() - BURST;
    nextRequest = Math.max(nextRequest, earliest);
    nextToken = Math.max(nextToken, earliest);
    long moment = Math.max(Math.max(nextRequest, nextToken), pausedUntil);
    nextRequest += (long) nanosPerRequest;
    nextToken += (long) (nanosPerToken * tokens);
    return moment;
  }

  /** Nothing leaves for {@code duration}: the server has asked for it. */
  synchronized void pause(Duration duration) {
    pausedUntil = Math.max(pausedUntil, ticker.nanos() + duration.toNanos());
  }

  private synchronized long pausedUntil() {
    return pausedUntil;
  }
}

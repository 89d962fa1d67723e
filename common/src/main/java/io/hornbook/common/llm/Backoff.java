package io.hornbook.common.llm;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * How long to wait before a call is sent again: doubling from {@code first} to {@code longest}, the
 * upper half of it by chance, so that calls that failed together do not return together. A server's
 * own wish is honoured, up to ten minutes, with some of {@code first} added by chance.
 */
final class Backoff {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Duration first;
  private final Duration longest;
  private final RandomGenerator random;

  Backoff(Duration first, Duration longest, long seed) {
    this.first = first;
    this.longest = longest;
    this.random = RandomGeneratorFactory.of("Xoroshiro128PlusPlus").create(seed);
  }

  /** The wait after failure number {@code failures}, from 1. */
  synchronized Duration after(int failures, Optional<Duration> retryAfter) {
    if (retryAfter.isPresent()) {
      Duration wish = retryAfter.get();
      return (wish.compareTo(PATIENCE) > 0 ? PATIENCE : wish).plusNanos(upTo(first.toNanos()));
    }
    long doubled = first.toNanos() << Math.min(failures - 1, 20);
    long half = Math.min(doubled, longest.toNanos()) / 2;
    return Duration.ofNanos(half + upTo(half));
  }

  private long upTo(long nanos) {
    return nanos == 0 ? 0 : random.nextLong(nanos + 1);
  }
}

package io.hornbook.common.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.testing.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void letsNoMoreRequestsThroughInAnyMinuteThanAllowedAndOneSecondsWorth() throws Exception {
    FakeTicker ticker = new FakeTicker();
    RateLimit limit = new RateLimit(600, 1_000_000_000, ticker);
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      limit.acquire(1);
      times.add(ticker.nanos());
    }
    for (int i = 0; i + 611 < times.size(); i++) {
      assertThat(times.get(i + 611) - times.get(i)).isGreaterThanOrEqualTo(60 * SECOND);
    }
    assertThat(times.get(2999) - times.get(0)).isBetween(298 * SECOND, 300 * SECOND);
  }

  @Test
  void countsTokens() throws Exception {
    FakeTicker ticker = new FakeTicker();
    RateLimit limit = new RateLimit(1_000_000, 60_000, ticker);
    RandomGenerator random = Seeds.random();
    long start = ticker.nanos();
    long tokens = 0;
    for (int i = 0; i < 500; i++) {
      int next = 1 + random.nextInt(5000);
      limit.acquire(next);
      tokens += next;
    }
    limit.acquire(1);
    assertThat((double) (ticker.nanos() - start) / SECOND)
        .isBetween(tokens / 1000.0 - 1.01, tokens / 1000.0);
  }

  @Test
  void savesNoMoreThanASecondsWorthWhileIdle() throws Exception {
    FakeTicker ticker = new FakeTicker();
    RateLimit limit = new RateLimit(60, 1_000_000, ticker);
    limit.acquire(1);
    ticker.sleep(Duration.ofHours(1));
    long start = ticker.nanos();
    for (int i = 0; i < 10; i++) {
      limit.acquire(1);
    }
    assertThat(ticker.nanos() - start).isBetween(8 * SECOND, 9 * SECOND);
  }

  @Test
  void stopsEverythingWhileTheServerAsksForAPause() throws Exception {
    FakeTicker ticker = new FakeTicker();
    RateLimit limit = new RateLimit(6000, 1_000_000, ticker);
    limit.acquire(1);
    long start = ticker.nanos();
    limit.pause(Duration.ofSeconds(20));
    limit.pause(Duration.ofSeconds(5));
    limit.acquire(1);
    assertThat(ticker.nanos() - start).isEqualTo(20 * SECOND);
  }

  @Test
  void backsOffByDoublingWithChanceInTheUpperHalf() {
    Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2), 42);
    for (int failures = 1; failures <= 40; failures++) {
      long full = Math.min(100L << Math.min(failures - 1, 20), 2000);
      assertThat(backoff.after(failures, Optional.empty()))
          .isBetween(Duration.ofMillis(full / 2), Duration.ofMillis(full));
    }
  }

  @Test
  void honoursTheServersWishUpToTenMinutes() {
    Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2), 42);
    assertThat(backoff.after(1, Optional.of(Duration.ofSeconds(30))))
        .isBetween(Duration.ofSeconds(30), Duration.ofMillis(30_100));
    assertThat(backoff.after(1, Optional.of(Duration.ofDays(3))))
        .isBetween(Duration.ofMinutes(10), Duration.ofMillis(600_100));
  }
}

package io.hornbook.common.llm;

import java.time.Duration;

/**
 * How fast and how stubbornly calls are made.
 *
 * @param concurrency calls in flight at once; 1 to 10,000
 * @param requestsPerMinute at least 1
 * @param tokensPerMinute input tokens, estimated, and the most that an answer may have; at least 1
 * @param maxAttempts how often one request is sent in one run at most; at least 1
 * @param firstBackoff the wait after a first failure, doubled after each further one
 * @param longestBackoff where doubling ends
 * @param maxConsecutiveFailures so many requests in a row that fail for good mean an outage
 */
public record CallLimits(
    int concurrency,
    long requestsPerMinute,
    long tokensPerMinute,
    int maxAttempts,
    Duration firstBackoff,
    Duration longestBackoff,
    int maxConsecutiveFailures) {
  public CallLimits {
    require(concurrency >= 1 && concurrency <= 10_000, "concurrency", concurrency, "1 to 10000");
    require(requestsPerMinute >= 1, "requests-per-minute", requestsPerMinute, "at least 1");
    require(tokensPerMinute >= 1, "tokens-per-minute", tokensPerMinute, "at least 1");
    require(maxAttempts >= 1, "max-attempts", maxAttempts, "at least 1");
    require(!firstBackoff.isNegative(), "first-backoff", firstBackoff, "not negative");
    require(
        longestBackoff.compareTo(firstBackoff) >= 0,
        "longest-backoff",
        longestBackoff,
        "no shorter than first-backoff");
    require(
        maxConsecutiveFailures >= 1,
        "max-consecutive-failures",
        maxConsecutiveFailures,
        "at least 1");
  }

  private static void require(boolean holds, String key, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Invalid " + key + ": " + value + " (expected " + expected + ")");
    }
  }
}

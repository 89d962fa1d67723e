package io.hornbook.common.llm;

import java.time.Duration;

/**
 * How large batches are, and how patiently they are waited for.
 *
 * @param maxRequests of one batch, 1 to 50,000
 * @param maxBytes of one batch's file, 1,000 to 200,000,000
 * @param enqueuedTokens input tokens, estimated, in all batches that are not finished; at least 1
 * @param maxAttempts how often one request is put into a batch in all runs together; at least 1
 * @param poll how long between two looks at the batches
 * @param settling how long after its creation a batch may not yet be listed by the server
 */
public record BatchLimits(
    int maxRequests,
    long maxBytes,
    long enqueuedTokens,
    int maxAttempts,
    Duration poll,
    Duration settling) {
  /** What the Batch API allows in one file. */
  public static final int MOST_REQUESTS = 50_000;

  /** What the Batch API allows one file to be, in bytes. */
  public static final long MOST_BYTES = 200_000_000;

  public BatchLimits {
    require(
        maxRequests >= 1 && maxRequests <= MOST_REQUESTS,
        "max-requests",
        maxRequests,
        "1 to " + MOST_REQUESTS);
    require(
        maxBytes >= 1000 && maxBytes <= MOST_BYTES, "max-bytes", maxBytes, "1000 to " + MOST_BYTES);
    require(enqueuedTokens >= 1, "enqueued-tokens", enqueuedTokens, "at least 1");
    require(maxAttempts >= 1, "max-attempts", maxAttempts, "at least 1");
    require(!poll.isNegative(), "poll-seconds", poll, "not negative");
    require(!settling.isNegative(), "settling", settling, "not negative");
  }

  private static void require(boolean holds, String key, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Invalid " + key + ": " + value + " (expected " + expected + ")");
    }
  }
}

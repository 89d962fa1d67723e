package io.hornbook.common.sandbox;

import java.time.Duration;
import java.util.Objects;

/**
 * A solution and the code that judges it.
 *
 * @param timeout by the clock on the wall, above 0, at most an hour
 */
public record Program(String solution, String tests, Duration timeout) {
  public Program {
    Objects.requireNonNull(solution, "solution");
    Objects.requireNonNull(tests, "tests");
    if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "Invalid timeout: " + timeout + " (expected above 0, at most an hour)");
    }
  }
}

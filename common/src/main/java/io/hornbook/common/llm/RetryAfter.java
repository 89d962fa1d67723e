package io.hornbook.common.llm;

import com.openai.core.http.Headers;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How long a server asks to wait, by its headers (RFC 9110, section 10.2.3). */
final class RetryAfter {
  private RetryAfter() {}

  /**
   * The wish in {@code retry-after-ms} or {@code retry-after}, seconds or a date; never negative.
   */
  static Optional<Duration> of(Headers headers, Clock clock) {
    return headers.values("retry-after-ms").stream()
        .findFirst()
        .flatMap(value -> number(value, 1))
        .or(
            () ->
                headers.values("retry-after").stream()
                    .findFirst()
                    .flatMap(value -> number(value, 1000).or(() -> date(value, clock))));
  }

  private static Optional<Duration> number(String value, int millis) {
    try {
      double wish = Double.parseDouble(value.strip());
      return wish >= 0 && wish < 1e9
          ? Optional.of(Duration.ofMillis((long) Math.ceil(wish * millis)))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> date(String value, Clock clock) {
    try {
      ZonedDateTime date = ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration wait = Duration.between(clock.instant(), date.toInstant());
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}

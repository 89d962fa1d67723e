package io.hornbook.common.signal;

/**
 * What bounds the time that one document may take. Where a limit stops a signal it has no value;
 * the limits count work, not seconds, so that every machine stops at the same place.
 *
 * @param parsedBytes a longer text is not parsed, in bytes of UTF-8, at least 1
 * @param parseSteps the parser gives a text up after so many progress reports (one for each hundred
 *     or so operations) for each byte of it, at least 1
 */
public record MeasureLimits(long parsedBytes, long parseSteps) {
  public MeasureLimits {
    require("max-parsed-bytes", parsedBytes);
    require("max-parse-steps", parseSteps);
  }

  private static void require(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "Invalid %s: %d (expected at least 1)".formatted(name, value));
    }
  }
}

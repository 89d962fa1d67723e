package io.hornbook.common.signal;

/**
 * What bounds the time that one document may take. Where a limit stops a signal it has no value;
 * the limits count work, not seconds, so that every machine stops at the same place. They do not
 * bound every step: those of Java and C spend seconds between two reports on a thousand times
 * {@code a=>}, where tree-sitter recovers from errors.
 *
 * @param parsedBytes a longer text is not parsed, in bytes of UTF-8, at least 1
 * @param parseStepsPerKb the parser gives a text up when its progress reports (one for about a
 *     hundred operations) pass 256 and so many for each 1000 bytes that it has come, at least 1;
 *     real code takes about 5, and no file of the Python standard libraries above 19
 */
public record MeasureLimits(long parsedBytes, long parseStepsPerKb) {
  public MeasureLimits {
    require("max-parsed-bytes", parsedBytes);
    require("parse-steps-per-kb", parseStepsPerKb);
  }

  private static void require(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "Invalid %s: %d (expected at least 1)".formatted(name, value));
    }
  }
}

package io.hornbook.common.signal;

/**
 * What bounds the time that one document may take. Where a limit stops a signal it has no value;
 * the limits count work, not seconds, so that every machine stops at the same place. They do not
 * see every step: where tree-sitter's Java and C meet an error below n unfinished expressions, as
 * in n times {@code a=>}, the time between two reports grows with n², one to two seconds for 500;
 * where these stand close, the text has been given up before it has many more.
 *
 * @param parsedBytes a longer text is not parsed, in bytes of UTF-8, at least 1
 * @param parseStepsPerKb the parser gives a text up when its progress reports (one for about a
 *     hundred operations) pass 32 and so many for each 1000 bytes that it has come, at least 1;
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

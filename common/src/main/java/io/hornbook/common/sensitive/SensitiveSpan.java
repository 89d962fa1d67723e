package io.hornbook.common.sensitive;

/**
 * Where something sensitive stands in a text.
 *
 * @param kind such as {@code email}: the kind of a rule
 * @param start the first byte, in UTF-8
 * @param end the byte after the last
 */
public record SensitiveSpan(String kind, int start, int end) {
  public SensitiveSpan {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException(
          "Invalid span: %d to %d (expected a start before the end)".formatted(start, end));
    }
  }
}

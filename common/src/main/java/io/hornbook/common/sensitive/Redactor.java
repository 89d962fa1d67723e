package io.hornbook.common.sensitive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Masks personal data and secrets by placeholders that say what stood there. Masking a masked text
 * changes nothing.
 */
public final class Redactor {
  private Redactor() {}

  /** The text with everything masked that {@link SensitiveFinder} finds. */
  public static String redact(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    List<SensitiveSpan> spans = SensitiveFinder.find(utf8);
    return spans.isEmpty() ? text : new String(redact(utf8, spans), StandardCharsets.UTF_8);
  }

  /**
   * The text with these spans masked.
   *
   * @param spans by start, none overlapping another
   * @throws IllegalArgumentException for a span outside the text or out of order
   */
  public static byte[] redact(byte[] utf8, List<SensitiveSpan> spans) {
    ByteArrayOutputStream masked = new ByteArrayOutputStream(utf8.length);
    int from = 0;
    for (SensitiveSpan span : spans) {
      if (span.start() < from || span.end() > utf8.length) {
        throw new IllegalArgumentException(
            "Invalid span: %s (expected one from %d to %d)".formatted(span, from, utf8.length));
      }
      masked.write(utf8, from, span.start() - from);
      masked.writeBytes(
          SensitiveFinder.placeholder(span.kind()).getBytes(StandardCharsets.US_ASCII));
      from = span.end();
    }
    masked.write(utf8, from, utf8.length - from);
    return masked.toByteArray();
  }

  /**
   * A stretch of the text with these spans masked, and of one that it divides the part inside.
   *
   * @param from the first byte
   * @param to behind the last one
   * @param spans of the whole text, by start, none overlapping another
   */
  public static byte[] redact(byte[] utf8, int from, int to, List<SensitiveSpan> spans) {
    List<SensitiveSpan> inside =
        spans.stream()
            .filter(span -> span.start() < to && span.end() > from)
            .map(
                span ->
                    new SensitiveSpan(
                        span.kind(),
                        Math.max(span.start(), from) - from,
                        Math.min(span.end(), to) - from))
            .toList();
    return redact(Arrays.copyOfRange(utf8, from, to), inside);
  }
}

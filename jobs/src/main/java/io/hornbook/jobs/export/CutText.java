package io.hornbook.jobs.export;

import io.hornbook.common.sensitive.Redactor;
import io.hornbook.common.sensitive.SensitiveSpan;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** A text without stretches of it, and with others masked. */
final class CutText {
  /** A stretch of a text, in bytes. */
  record Cut(int start, int end) {}

  private CutText() {}

  /**
   * The text.
   *
   * @param spans what is masked, by start, none overlapping another; what lies in a cut goes with
   *     it, and of a span that a cut divides the rest is masked
   * @param cuts what is left out, by start, none overlapping another
   */
  static byte[] of(byte[] utf8, List<SensitiveSpan> spans, List<Cut> cuts) {
    if (spans.isEmpty() && cuts.isEmpty()) {
      return utf8;
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream(utf8.length);
    int from = 0;
    for (Cut cut : cuts) {
      text.writeBytes(Redactor.redact(utf8, from, cut.start(), spans));
      from = cut.end();
    }
    text.writeBytes(Redactor.redact(utf8, from, utf8.length, spans));
    return text.toByteArray();
  }
}

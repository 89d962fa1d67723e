package io.hornbook.common.licence;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The comment at the beginning of a file that states its licence or copyright. Of a run of line
 * comments it is the paragraphs from the first to the last that speak of it; a block comment is
 * taken whole. A shebang, an encoding declaration, preprocessor directives and comments about other
 * things are no part of it.
 *
 * @param start the first byte, of UTF-8
 * @param end the byte after the last, without the line end
 * @param licence what it states, if it is known
 */
public record LicenceHeader(int start, int end, Optional<LicenceExpression> licence) {
  /** Where a header is looked for, in bytes from the beginning: no licence notice is longer. */
  static final int SEARCHED = 16 * 1024;

  private static final List<String> SPEAKS_OF_IT =
      List.of(
          "licen",
          "copyright",
          "(c)",
          "©",
          "warrant",
          "redistribut",
          "permission",
          "liab",
          "all rights reserved");

  /** The header of a text in UTF-8, or nothing. */
  public static Optional<LicenceHeader> find(byte[] utf8) {
    int start = -1;
    int end = -1;
    for (LeadingComments.Span span : LeadingComments.of(utf8, SEARCHED)) {
      if (speaksOfIt(text(utf8, span.start(), span.end()))) {
        start = start < 0 ? span.start() : start;
        end = span.end();
      }
    }
    return start < 0
        ? Optional.empty()
        : Optional.of(new LicenceHeader(start, end, LicenceTexts.statedIn(text(utf8, start, end))));
  }

  private static boolean speaksOfIt(String comment) {
    String lower = comment.toLowerCase(Locale.ROOT);
    return SPEAKS_OF_IT.stream().anyMatch(lower::contains);
  }

  private static String text(byte[] utf8, int start, int end) {
    return new String(utf8, start, end - start, StandardCharsets.UTF_8);
  }
}

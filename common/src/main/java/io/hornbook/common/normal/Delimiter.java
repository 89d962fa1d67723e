package io.hornbook.common.normal;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** How a string or a comment begins and ends. */
final class Delimiter {
  /** What it delimits. */
  enum Kind {
    STRING,
    LINE_COMMENT,
    BLOCK_COMMENT
  }

  /** How a string holds what would end it. */
  enum Escape {
    NONE,
    BACKSLASH,
    DOUBLED
  }

  private final Kind kind;
  private final byte[] open;
  private final byte[] close;
  private final Escape escape;
  private final boolean spansLines;

  private Delimiter(Kind kind, String open, String close, Escape escape, boolean spansLines) {
    this.kind = kind;
    this.open = open.getBytes(US_ASCII);
    this.close = close.getBytes(US_ASCII);
    this.escape = escape;
    this.spansLines = spansLines;
  }

  static Delimiter string(String open, String close, Escape escape, boolean spansLines) {
    return new Delimiter(Kind.STRING, open, close, escape, spansLines);
  }

  /** A comment that ends before a line end. */
  static Delimiter lineComment(String open) {
    return new Delimiter(Kind.LINE_COMMENT, open, "", Escape.NONE, false);
  }

  static Delimiter blockComment(String open, String close) {
    return new Delimiter(Kind.BLOCK_COMMENT, open, close, Escape.NONE, true);
  }

  Kind kind() {
    return kind;
  }

  byte firstByte() {
    return open[0];
  }

  int openLength() {
    return open.length;
  }

  int closeLength() {
    return close.length;
  }

  /** Whether a string may hold line ends. */
  boolean spansLines() {
    return spansLines;
  }

  boolean opensAt(byte[] text, int at) {
    return standsAt(open, text, at);
  }

  boolean closesAt(byte[] text, int at) {
    return standsAt(close, text, at);
  }

  /** The offset of the first byte that may end a string, a line or an escape, or the end. */
  int afterPlain(byte[] text, int from) {
    byte end = close[0];
    int to = from;
    while (to < text.length
        && text[to] != end
        && text[to] != '\\'
        && text[to] != '\n'
        && text[to] != '\r') {
      to++;
    }
    return to;
  }

  /** How many bytes at {@code at} are an escape sequence; 0 for none. */
  int escapeAt(byte[] text, int at) {
    return switch (escape) {
      case NONE -> 0;
      case BACKSLASH -> text[at] == '\\' ? 2 : 0;
      case DOUBLED ->
          closesAt(text, at) && closesAt(text, at + close.length) ? 2 * close.length : 0;
    };
  }

  private static boolean standsAt(byte[] part, byte[] text, int at) {
    if (at + part.length > text.length) {
      return false;
    }
    for (int i = 0; i < part.length; i++) {
      if (text[at + i] != part[i]) {
        return false;
      }
    }
    return true;
  }
}

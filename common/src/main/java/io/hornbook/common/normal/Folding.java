package io.hornbook.common.normal;

import io.hornbook.common.normal.Delimiter.Kind;

/** One pass over one text in a language of the table. */
final class Folding {
  private final byte[] text;
  private final Syntax syntax;
  private final boolean foldsComments;
  private final FoldedLines lines;
  private int at;

  /** A block comment without an end is none; later ones have none either. */
  private boolean blockCommentsEnd = true;

  Folding(byte[] text, Syntax syntax, boolean foldsComments) {
    this.text = text;
    this.syntax = syntax;
    this.foldsComments = foldsComments;
    this.lines = new FoldedLines(text.length, syntax.indents());
  }

  byte[] form() {
    while (at < text.length) {
      int plain = syntax.afterPlain(text, at);
      if (plain > at) {
        lines.plainCode(text, at, plain);
        at = plain;
      } else if (text[at] == ' ') {
        int end = FormBytes.afterSpaces(text, at);
        lines.spaces(end - at);
        at = end;
      } else {
        step();
      }
    }
    return lines.form();
  }

  private void step() {
    Delimiter delimiter = syntax.delimiterAt(text, at);
    if (FormBytes.isLineEnd(text[at])) {
      lines.endLine();
      at = FormBytes.afterLineEnd(text, at);
    } else if (delimiter == null) {
      lines.code(text[at++]);
    } else if (delimiter.kind() == Kind.STRING) {
      string(delimiter);
    } else {
      comment(delimiter);
    }
  }

  private void string(Delimiter quotes) {
    lines.beginString();
    keep(quotes.openLength());
    while (keepPlain(quotes)) {
      int escape = quotes.escapeAt(text, at);
      if (escape > 0) {
        keep(escape);
      } else if (quotes.closesAt(text, at)) {
        keep(quotes.closeLength());
        return;
      } else if (!quotes.spansLines() && FormBytes.isLineEnd(text[at])) {
        return;
      } else {
        keep(1);
      }
    }
  }

  /** Takes over the bytes of a string that mean nothing; false at the end of the text. */
  private boolean keepPlain(Delimiter quotes) {
    int plain = quotes.afterPlain(text, at);
    lines.string(text, at, plain);
    at = plain;
    return at < text.length;
  }

  /** Takes over bytes of a string; any line end becomes LF. */
  private void keep(int count) {
    int end = Math.min(text.length, at + count);
    while (at < end) {
      boolean isLineEnd = FormBytes.isLineEnd(text[at]);
      lines.string(isLineEnd ? (byte) '\n' : text[at]);
      at = isLineEnd ? FormBytes.afterLineEnd(text, at) : at + 1;
    }
  }

  private void comment(Delimiter delimiter) {
    int end = end(delimiter);
    if (end < 0) {
      lines.code(text[at++]);
    } else if (!foldsComments) {
      lines.comment(text, at, end);
      at = end;
    } else {
      while (at < end && !FormBytes.isLineEnd(text[at])) {
        at++;
      }
      if (at < end) {
        lines.spaceAndLineEnd();
      } else {
        lines.space();
      }
      at = end;
    }
  }

  /** The offset after the comment, or -1 if it does not end. */
  private int end(Delimiter delimiter) {
    if (delimiter.kind() == Kind.LINE_COMMENT) {
      return FormBytes.lineEnd(text, at);
    }
    for (int i = at + delimiter.openLength(); blockCommentsEnd && i < text.length; i++) {
      if (delimiter.closesAt(text, i)) {
        return i + delimiter.closeLength();
      }
    }
    blockCommentsEnd = false;
    return -1;
  }
}

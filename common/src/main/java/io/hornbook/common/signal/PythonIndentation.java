package io.hornbook.common.signal;

/**
 * Python's rule of indentation, which tree-sitter only follows as far as its tree needs it: the
 * lines of a block begin in one column, whether a tab is taken as eight columns or as one
 * (CPython's tokenizer; its TabError and IndentationError).
 */
final class PythonIndentation {
  /** The column of a statement that does not begin its line. */
  static final long INSIDE_A_LINE = -1;

  private static final int TAB = 8;

  private PythonIndentation() {}

  /** Both columns of a statement that begins its line, in one number. */
  static long column(byte[] utf8, int start) {
    int lineStart = start;
    while (lineStart > 0 && isIndent(utf8[lineStart - 1])) {
      lineStart--;
    }
    boolean first = lineStart == 0 || isLineEnd(utf8[lineStart - 1]);
    if (!first || isContinued(utf8, lineStart)) {
      return INSIDE_A_LINE;
    }
    int column = 0;
    int narrow = 0;
    for (int i = lineStart; i < start; i++) {
      switch (utf8[i]) {
        case '\t' -> {
          column = (column / TAB + 1) * TAB;
          narrow++;
        }
        case '\f' -> {
          column = 0;
          narrow = 0;
        }
        default -> {
          column++;
          narrow++;
        }
      }
    }
    return ((long) column << Integer.SIZE) | narrow;
  }

  private static boolean isContinued(byte[] utf8, int lineStart) {
    int i = lineStart - 1;
    while (i >= 0 && isLineEnd(utf8[i])) {
      i--;
    }
    return i >= 0 && utf8[i] == '\\';
  }

  private static boolean isIndent(byte b) {
    return b == ' ' || b == '\t' || b == '\f';
  }

  private static boolean isLineEnd(byte b) {
    return b == '\n' || b == '\r';
  }
}

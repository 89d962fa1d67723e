package io.hornbook.common.ngram;

/**
 * Where comments are: from a {@code #} that starts a line or follows white space to the line's end.
 * Whether that is inside a string is not asked, so that a text has the same comments wherever it is
 * pasted.
 */
final class Comments {
  private Comments() {}

  /** The offset of the first comment that starts in {@code [from, bytes.length)}, or -1. */
  static int next(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == '#' && (i == 0 || isSpace(bytes[i - 1]))) {
        return i;
      }
    }
    return -1;
  }

  /** The offset of the line end that ends the comment at {@code start}, or the text's end. */
  static int end(byte[] bytes, int start) {
    int i = start;
    while (i < bytes.length && bytes[i] != '\n' && bytes[i] != '\r') {
      i++;
    }
    return i;
  }

  /** The next offset from {@code from} on that is neither white space nor comment, or the end. */
  static int skip(byte[] bytes, int from) {
    int i = from;
    while (i < bytes.length) {
      if (isSpace(bytes[i])) {
        i++;
      } else if (bytes[i] == '#' && (i == 0 || isSpace(bytes[i - 1]))) {
        i = end(bytes, i);
      } else {
        return i;
      }
    }
    return i;
  }

  private static boolean isSpace(byte value) {
    return value >= 0 && value <= ' ';
  }
}

package io.hornbook.common.ast;

import io.hornbook.common.hash.Mix64;

/**
 * What a function says beside its shape and its names: its operators, numbers and strings, in
 * order. White space, comments, brackets, separators, words, longer strings of three quotes (which
 * are mostly docstrings) and the quotes of others are left out.
 */
final class Details {
  private static final String SEPARATORS = "()[]{},:;.\\\"'`";

  private final byte[] utf8;
  private final int end;
  private final boolean hashComments;
  private int at;
  private long hash;

  private Details(byte[] utf8, int start, int end, boolean hashComments) {
    this.utf8 = utf8;
    this.at = start;
    this.end = end;
    this.hashComments = hashComments;
  }

  /** The hash of the details of the code in {@code [start, end)}. */
  static long hash(byte[] utf8, int start, int end, boolean hashComments) {
    Details details = new Details(utf8, start, end, hashComments);
    while (details.at < end) {
      details.step();
    }
    return details.hash;
  }

  private void step() {
    byte b = utf8[at];
    if (b == '"' || b == '\'') {
      string(b);
    } else if (isComment(b)) {
      skipComment();
    } else if (b >= '0' && b <= '9') {
      word(true);
    } else if (isWord(b)) {
      word(false);
    } else if (b == '-' && next(1) == '>') {
      at += 2;
    } else {
      if (b > ' ' && SEPARATORS.indexOf(b) < 0) {
        add(b);
      }
      at++;
    }
  }

  private void string(byte quote) {
    if (next(1) == quote && next(2) == quote) {
      skipDocstring(quote);
      return;
    }
    at++;
    while (at < end && utf8[at] != quote && utf8[at] != '\n') {
      // A raw string and an escaped one may say the same.
      at += utf8[at] == '\\' ? 1 : 0;
      if (at < end && utf8[at] != '\\') {
        add(utf8[at]);
      }
      at++;
    }
    at++;
  }

  private void skipDocstring(byte quote) {
    at += 3;
    while (at < end && !(utf8[at] == quote && next(1) == quote && next(2) == quote)) {
      at++;
    }
    at += 3;
  }

  private boolean isComment(byte b) {
    return hashComments ? b == '#' : b == '/' && (next(1) == '/' || next(1) == '*');
  }

  private void skipComment() {
    boolean block = !hashComments && next(1) == '*';
    while (at < end && !(block ? utf8[at] == '*' && next(1) == '/' : utf8[at] == '\n')) {
      at++;
    }
    at += block ? 2 : 0;
  }

  private void word(boolean number) {
    while (at < end && (isWord(utf8[at]) || (number && utf8[at] == '.'))) {
      if (number) {
        add(utf8[at]);
      }
      at++;
    }
  }

  private static boolean isWord(byte b) {
    return b < 0 || b == '_' || Character.isLetterOrDigit(b);
  }

  private int next(int offset) {
    return at + offset < end ? utf8[at + offset] : -1;
  }

  private void add(int value) {
    hash = Mix64.mix(hash + value);
  }
}

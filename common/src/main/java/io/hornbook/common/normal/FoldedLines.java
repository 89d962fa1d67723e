package io.hornbook.common.normal;

import java.util.Arrays;

/** The lines of a normal form as they arise: what is put between visible bytes, and before them. */
final class FoldedLines {
  /** Marks a line that ends a block at a column where none began. */
  private static final byte NO_BLOCK = 0x0B;

  private static final int TABULATOR = 8;

  private final FormBytes form;
  private final boolean indents;

  private boolean open;
  private boolean pendingSpace;
  private int width;
  private int[] blocks = new int[16];
  private int depth;
  private int brackets;
  private byte last;
  private boolean continued;

  FoldedLines(int expected, boolean indents) {
    this.form = new FormBytes(expected);
    this.indents = indents;
  }

  byte[] form() {
    return form.bytes();
  }

  /** A byte of code. */
  void code(byte value) {
    if (separates(value)) {
      return;
    }
    begin(true);
    form.put(value);
    last = value;
    if (value == '(' || value == '[' || value == '{') {
      brackets++;
    } else if (value == ')' || value == ']' || value == '}') {
      brackets = Math.max(0, brackets - 1);
    }
  }

  /** Bytes of code, at least one, that are neither white space nor brackets nor backslashes. */
  void plainCode(byte[] text, int from, int to) {
    begin(true);
    form.put(text, from, to);
    last = 0;
  }

  /** So many spaces of code. */
  void spaces(int count) {
    pendingSpace = open;
    width += count;
  }

  /** A comment that is kept. */
  void comment(byte[] text, int from, int to) {
    int at = from;
    while (at < to) {
      int word = at;
      while (at < to && !FormBytes.isBlank(text[at]) && !FormBytes.isLineEnd(text[at])) {
        at++;
      }
      if (at > word) {
        begin(false);
        form.put(text, word, at);
        last = 0;
      } else {
        separates(text[at++]);
      }
    }
  }

  /** A byte of a string. */
  void string(byte value) {
    form.put(value);
    last = 0;
  }

  /** Bytes of a string, none of them a line end. */
  void string(byte[] text, int from, int to) {
    form.put(text, from, to);
    last = 0;
  }

  /** What a string begins with may stand at the start of a line. */
  void beginString() {
    begin(true);
  }

  /** A comment that is left out and holds no line end. */
  void space() {
    pendingSpace = open;
  }

  /** A comment that is left out and holds a line end. */
  void spaceAndLineEnd() {
    if (open) {
      form.put((byte) ' ');
    }
    endLine();
  }

  /** Takes in white space; other bytes are left to the caller. */
  private boolean separates(byte value) {
    if (FormBytes.isLineEnd(value)) {
      endLine();
      return true;
    }
    if (!FormBytes.isBlank(value)) {
      return false;
    }
    pendingSpace = open;
    width = widthAfter(value);
    return true;
  }

  private int widthAfter(byte blank) {
    return switch (blank) {
      case '\t' -> (width / TABULATOR + 1) * TABULATOR;
      case 0x0C -> 0;
      default -> width + 1;
    };
  }

  /** The end of a line, however it is written. */
  void endLine() {
    continued = open && last == '\\' && !pendingSpace;
    open = false;
    pendingSpace = false;
    width = 0;
    last = 0;
  }

  private void begin(boolean isCode) {
    if (open) {
      if (pendingSpace) {
        form.put((byte) ' ');
      }
    } else {
      if (form.length() > 0) {
        form.put((byte) '\n');
      }
      if (isCode && indents) {
        indent();
      }
      open = true;
    }
    pendingSpace = false;
  }

  private void indent() {
    boolean continues = brackets > 0 || continued;
    if (!continues) {
      findBlock();
    }
    for (int level = 0; level < depth; level++) {
      form.put((byte) '\t');
    }
    if (continues) {
      form.put((byte) ' ');
    }
  }

  private void findBlock() {
    boolean ends = width < blocks[depth];
    while (width < blocks[depth]) {
      depth--;
    }
    if (width > blocks[depth]) {
      if (ends) {
        form.put(NO_BLOCK);
      }
      depth++;
      if (depth == blocks.length) {
        blocks = Arrays.copyOf(blocks, 2 * depth);
      }
      blocks[depth] = width;
    }
  }
}

package io.hornbook.common.normal;

import java.util.Arrays;

/** Bytes that grow. */
final class FormBytes {
  private static final int SHORT = 12;

  private byte[] bytes;
  private int length;

  FormBytes(int expected) {
    bytes = new byte[expected + 16];
  }

  void put(byte value) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.addExact(length, length / 2));
    }
    bytes[length++] = value;
  }

  void put(byte[] text, int from, int to) {
    int count = to - from;
    if (length + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.addExact(length + count, length / 2));
    }
    if (count > SHORT) {
      System.arraycopy(text, from, bytes, length, count);
    } else { // most words are: the call would cost more than they do
      for (int i = 0; i < count; i++) {
        bytes[length + i] = text[from + i];
      }
    }
    length += count;
  }

  int length() {
    return length;
  }

  byte[] bytes() {
    return Arrays.copyOf(bytes, length);
  }

  static boolean isLineEnd(byte value) {
    return value == '\n' || value == '\r';
  }

  /** White space that ends no line: space, tabulator, VT and FF. */
  static boolean isBlank(byte value) {
    return value == ' ' || value == '\t' || value == 0x0B || value == 0x0C;
  }

  /** The offset of the first byte from {@code from} on that is no space, or the text's length. */
  static int afterSpaces(byte[] text, int from) {
    int end = from;
    while (end < text.length && text[end] == ' ') {
      end++;
    }
    return end;
  }

  /** The offset of the first line end from {@code from} on, or the text's length. */
  static int lineEnd(byte[] text, int from) {
    int end = from;
    while (end < text.length && !isLineEnd(text[end])) {
      end++;
    }
    return end;
  }

  /** The offset after the line end at {@code end}: CRLF is one. */
  static int afterLineEnd(byte[] text, int end) {
    boolean two = end + 1 < text.length && text[end] == '\r' && text[end + 1] == '\n';
    return end + (two ? 2 : 1);
  }
}

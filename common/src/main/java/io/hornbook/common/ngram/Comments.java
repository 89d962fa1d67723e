package io.hornbook.common.ngram;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Where comments are: from a {@code #} that starts a line or follows white space to the line's end.
 * Whether that is inside a string is not asked, so that a text has the same comments wherever it is
 * pasted.
 */
final class Comments {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final long MARKS = '#' * ONES;

  private Comments() {}

  /** The offset of the first comment that starts in {@code [from, bytes.length)}, or -1. */
  static int next(byte[] bytes, int from) {
    int i = from;
    while (i < bytes.length) {
      if (i + Long.BYTES <= bytes.length && !hasMark((long) LONGS.get(bytes, i))) {
        i += Long.BYTES;
      } else if (starts(bytes, i)) {
        return i;
      } else {
        i++;
      }
    }
    return -1;
  }

  private static boolean starts(byte[] bytes, int i) {
    return bytes[i] == '#' && (i == 0 || isSpace(bytes[i - 1]));
  }

  /** Whether one of eight bytes is a {@code #}. */
  private static boolean hasMark(long word) {
    long zeroWhereMark = word ^ MARKS;
    return ((zeroWhereMark - ONES) & ~zeroWhereMark & HIGH) != 0;
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
      } else if (starts(bytes, i)) {
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

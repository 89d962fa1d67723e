package io.hornbook.common.signal;

import java.nio.charset.StandardCharsets;

/**
 * A document's text in the two forms that the kernels read: a string and its UTF-8 bytes. Both are
 * well formed and say the same: what cannot be encoded (a lone surrogate, an invalid byte) is
 * U+FFFD in both. Neither is copied: the bytes must not change. For one thread.
 */
public final class SourceText {
  private final String string;
  private final byte[] utf8;
  private ByteSets sets;

  private SourceText(String string, byte[] utf8) {
    this.string = string;
    this.utf8 = utf8;
  }

  /** A text given as a string. */
  public static SourceText of(String string) {
    String wellFormed = withoutLoneSurrogates(string);
    return new SourceText(wellFormed, wellFormed.getBytes(StandardCharsets.UTF_8));
  }

  /** A text given as UTF-8. */
  public static SourceText of(byte[] utf8) {
    String string = new String(utf8, StandardCharsets.UTF_8);
    // Only a text that holds U+FFFD can have been mended; it is encoded again to be sure.
    return new SourceText(
        string, string.indexOf('\uFFFD') < 0 ? utf8 : string.getBytes(StandardCharsets.UTF_8));
  }

  /** The text as a string. */
  public String string() {
    return string;
  }

  /** The text as UTF-8; not a copy. */
  public byte[] utf8() {
    return utf8;
  }

  /** The text's code points. */
  public long characters() {
    return sets().characters();
  }

  /** The classes of the text's bytes, gathered by the first call. */
  ByteSets sets() {
    if (sets == null) {
      sets = new ByteSets(utf8);
    }
    return sets;
  }

  /** The code points that begin in the bytes from {@code start} to {@code end}. */
  long characters(int start, int end) {
    long count = 0;
    for (int i = start; i < end; i++) {
      count += (utf8[i] & 0xC0) == 0x80 ? 0 : 1;
    }
    return count;
  }

  private static String withoutLoneSurrogates(String string) {
    int[] points = null;
    for (int i = 0; i < string.length(); i++) {
      if (Character.isSurrogate(string.charAt(i))) {
        points = string.codePoints().map(SourceText::replaced).toArray();
        break;
      }
    }
    return points == null ? string : new String(points, 0, points.length);
  }

  private static int replaced(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xFFFD : point;
  }
}

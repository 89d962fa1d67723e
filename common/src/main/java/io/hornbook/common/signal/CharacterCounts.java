package io.hornbook.common.signal;

/**
 * Characters by class and lines by length, counted in one pass over the UTF-8 bytes. A byte above
 * 127 takes the slow way through its code point.
 */
final class CharacterCounts {
  private static final int LETTER = 1;
  private static final int DIGIT = 2;
  private static final int WHITESPACE = 4;
  private static final int REPLACEMENT = 0xFFFD;
  private static final byte[] ASCII = asciiClasses();

  private long characters;
  private long letters;
  private long digits;
  private long whitespace;
  private long replacements;
  private long lines;
  private long longestLine;
  private long lineEnds;

  private CharacterCounts() {}

  static CharacterCounts of(byte[] utf8) {
    CharacterCounts counts = new CharacterCounts();
    counts.count(utf8);
    return counts;
  }

  void putInto(Signals.Builder signals) {
    signals
        .put(Signal.CHARACTER_COUNT, characters)
        .put(Signal.LINE_COUNT, lines)
        .put(Signal.LONGEST_LINE, longestLine)
        .share(Signal.MEAN_LINE, inLines(), lines)
        .share(Signal.ALPHANUMERIC_SHARE, letters + digits, characters)
        .share(Signal.ALPHABETIC_SHARE, letters, characters)
        .share(Signal.DIGIT_SHARE, digits, characters)
        .share(Signal.WHITESPACE_SHARE, whitespace, characters)
        .share(Signal.REPLACEMENT_SHARE, replacements, characters);
  }

  long lines() {
    return lines;
  }

  /** The characters of all lines without their ends. */
  long inLines() {
    return characters - lineEnds;
  }

  private void count(byte[] utf8) {
    long lineStart = 0;
    int i = 0;
    while (i < utf8.length) {
      int lead = utf8[i];
      if (lead < 0) {
        i += countPoint(utf8, i);
        continue;
      }
      characters++;
      int kind = ASCII[lead];
      letters += kind & 1;
      digits += (kind >> 1) & 1;
      whitespace += kind >> 2;
      i++;
      if (lead == '\n' || lead == '\r') {
        long end = characters - 1;
        if (lead == '\r' && i < utf8.length && utf8[i] == '\n') {
          characters++;
          whitespace++;
          i++;
        }
        endLine(end - lineStart, characters - end);
        lineStart = characters;
      }
    }
    if (characters > lineStart) {
      endLine(characters - lineStart, 0);
    }
  }

  private void endLine(long length, long ending) {
    lines++;
    lineEnds += ending;
    longestLine = Math.max(longestLine, length);
  }

  /** Counts the character that starts at {@code i} and gives its bytes. */
  private int countPoint(byte[] utf8, int i) {
    int lead = utf8[i] & 0xFF;
    int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    int point = lead & (0xFF >> (length + 1));
    for (int k = 1; k < length; k++) {
      point = (point << 6) | (utf8[i + k] & 0x3F);
    }
    int kind = classOf(point);
    characters++;
    letters += kind & 1;
    digits += (kind >> 1) & 1;
    whitespace += kind >> 2;
    replacements += point == REPLACEMENT ? 1 : 0;
    return length;
  }

  private static int classOf(int point) {
    if (Character.isLetter(point)) {
      return LETTER;
    }
    if (Character.isDigit(point)) {
      return DIGIT;
    }
    return Character.isWhitespace(point) || Character.isSpaceChar(point) ? WHITESPACE : 0;
  }

  private static byte[] asciiClasses() {
    byte[] classes = new byte[128];
    for (int c = 0; c < classes.length; c++) {
      classes[c] = (byte) classOf(c);
    }
    return classes;
  }
}

package io.hornbook.common.signal;

/**
 * Characters by class and lines by length: those of ASCII by counting bits, the others one by one
 * through their code points.
 */
final class CharacterCounts {
  private static final int REPLACEMENT = 0xFFFD;

  private final ByteSets bytes;
  private long letters;
  private long digits;
  private long whitespace;
  private long replacements;
  private long lines;
  private long longestLine;
  private long lineEnds;
  private long lineStart;

  private CharacterCounts(ByteSets bytes) {
    this.bytes = bytes;
  }

  static CharacterCounts of(ByteSets bytes) {
    CharacterCounts counts = new CharacterCounts(bytes);
    counts.count();
    return counts;
  }

  void putInto(Signals.Builder signals) {
    long characters = bytes.characters();
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
    return bytes.characters() - lineEnds;
  }

  private void count() {
    long continuations = 0;
    for (int block = 0; block < bytes.blocks(); block++) {
      letters += Long.bitCount(bytes.letters(block));
      digits += Long.bitCount(bytes.digits(block));
      whitespace += Long.bitCount(bytes.spaces(block)) + bytes.separators(block);
      for (long left = bytes.leads(block); left != 0; left &= left - 1) {
        countPoint(block * ByteSets.BLOCK + Long.numberOfTrailingZeros(left));
      }
      long before = bytes.continuations(block);
      for (long left = bytes.lineEnds(block); left != 0; left &= left - 1) {
        int end = Long.numberOfTrailingZeros(left);
        int place = block * ByteSets.BLOCK + end;
        endLine(place, place - continuations - Long.bitCount(before & ((1L << end) - 1)));
      }
      continuations += Long.bitCount(before);
    }
    if (bytes.characters() > lineStart) {
      addLine(bytes.characters() - lineStart);
    }
  }

  /** A line feed or carriage return at this byte, which is this character. */
  private void endLine(int place, long character) {
    boolean second = bytes.at(place) == '\n' && place > 0 && bytes.at(place - 1) == '\r';
    if (!second) {
      addLine(character - lineStart);
    }
    lineEnds++;
    lineStart = character + 1;
  }

  private void addLine(long length) {
    lines++;
    longestLine = Math.max(longestLine, length);
  }

  /** Counts the character beyond ASCII that starts at {@code i}. */
  private void countPoint(int i) {
    int lead = bytes.at(i) & 0xFF;
    int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    int point = lead & (0xFF >> (length + 1));
    for (int k = 1; k < length; k++) {
      point = (point << 6) | (bytes.at(i + k) & 0x3F);
    }
    if (Character.isLetter(point)) {
      letters++;
    } else if (Character.isDigit(point)) {
      digits++;
    } else if (Character.isWhitespace(point) || Character.isSpaceChar(point)) {
      whitespace++;
    }
    replacements += point == REPLACEMENT ? 1 : 0;
  }
}

package io.hornbook.common.signal;

/** Text written as escapes of UTF-16 units: backslash, u and four hexadecimal digits each. */
final class EscapeRuns {
  /** The fewest escapes that count. */
  static final int FEWEST = 8;

  private static final int WRITTEN = "\\u0000".length();

  private EscapeRuns() {}

  static RunTally in(SourceText text) {
    byte[] utf8 = text.utf8();
    ByteSets sets = text.sets();
    RunTally tally = new RunTally();
    int i = sets.next('\\', 0);
    while (i + FEWEST * WRITTEN <= utf8.length) {
      int end = i;
      while (isEscape(utf8, end)) {
        end += WRITTEN;
      }
      if (end - i >= FEWEST * WRITTEN) {
        tally.add(end - i);
      }
      i = sets.next('\\', Math.max(end, i + 1));
    }
    return tally;
  }

  private static boolean isEscape(byte[] utf8, int i) {
    boolean is = i + WRITTEN <= utf8.length && utf8[i] == '\\' && utf8[i + 1] == 'u';
    for (int k = 2; is && k < WRITTEN; k++) {
      is = HexRuns.isDigit(utf8[i + k]);
    }
    return is;
  }
}

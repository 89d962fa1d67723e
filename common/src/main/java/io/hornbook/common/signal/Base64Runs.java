package io.hornbook.common.signal;

/**
 * Bytes in runs of base64. A run must fill every byte of a window of 64, so a byte of another kind
 * lets the search jump over the window that it ends.
 */
final class Base64Runs {
  /** The shortest run that counts: 48 bytes, longer than any hash. */
  static final int SHORTEST = 64;

  private static final int UPPER = 1;
  private static final int LOWER = 2;
  private static final int DIGIT = 4;
  private static final int OTHER = 8;
  private static final byte[] KINDS = kinds();

  private Base64Runs() {}

  /** Such runs, padding included. */
  static RunTally in(byte[] utf8) {
    RunTally tally = new RunTally();
    int start = 0;
    while (start + SHORTEST <= utf8.length) {
      int other = lastOther(utf8, start, start + SHORTEST);
      if (other >= start) {
        start = other + 1;
        continue;
      }
      int end = start + SHORTEST;
      while (end < utf8.length && kind(utf8[end]) != 0) {
        end++;
      }
      if (isMixed(utf8, start, end)) {
        end = withPadding(utf8, end);
        tally.add(end - start);
      }
      start = end;
    }
    return tally;
  }

  private static int lastOther(byte[] utf8, int from, int to) {
    int i = to - 1;
    while (i >= from && kind(utf8[i]) != 0) {
      i--;
    }
    return i;
  }

  private static boolean isMixed(byte[] utf8, int start, int end) {
    int kinds = 0;
    for (int i = start; i < end; i++) {
      kinds |= kind(utf8[i]);
    }
    return (kinds & (UPPER | LOWER | DIGIT)) == (UPPER | LOWER | DIGIT);
  }

  private static int withPadding(byte[] utf8, int end) {
    int padded = end;
    while (padded < utf8.length && padded < end + 2 && utf8[padded] == '=') {
      padded++;
    }
    return padded;
  }

  private static int kind(byte b) {
    return b < 0 ? 0 : KINDS[b];
  }

  private static byte[] kinds() {
    byte[] kinds = new byte[128];
    kinds['+'] = OTHER;
    kinds['/'] = OTHER;
    for (int i = 0; i < 26; i++) {
      kinds['A' + i] = UPPER;
      kinds['a' + i] = LOWER;
    }
    for (int i = 0; i < 10; i++) {
      kinds['0' + i] = DIGIT;
    }
    return kinds;
  }
}

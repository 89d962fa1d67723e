package io.hornbook.common.signal;

/**
 * Hexadecimal data. Bytes written one by one are found from their letter x, of which code has few;
 * digits side by side as runs of base64 are, by jumping over windows that hold another byte.
 */
final class HexRuns {
  /** The fewest bytes, written one by one, that count. */
  static final int FEWEST_BYTES = 8;

  /** The fewest digits side by side that count: more than SHA-512 has. */
  static final int FEWEST_DIGITS = 129;

  private static final int WRITTEN = "0xFF".length();

  private HexRuns() {}

  static RunTally in(SourceText text) {
    byte[] utf8 = text.utf8();
    RunTally tally = new RunTally();
    addBytes(text.sets(), utf8, tally);
    addDigits(utf8, tally);
    return tally;
  }

  private static void addBytes(ByteSets sets, byte[] utf8, RunTally tally) {
    int i = sets.nextFolded('x', 1);
    while (i + 2 < utf8.length) {
      int next = isByte(utf8, i - 1) ? addRun(utf8, i - 1, tally) : i;
      i = sets.nextFolded('x', next + 1);
    }
  }

  /** Follows the run of bytes that begins here and says where it ends. */
  private static int addRun(byte[] utf8, int start, RunTally tally) {
    int end = start;
    int next = start;
    int count = 0;
    while (isByte(utf8, next)) {
      count++;
      end = next + WRITTEN;
      next = end;
      while (next < utf8.length && isBetween(utf8[next])) {
        next++;
      }
    }
    if (count >= FEWEST_BYTES) {
      tally.add(end - start);
    }
    return end;
  }

  private static boolean isByte(byte[] utf8, int i) {
    return i + WRITTEN <= utf8.length
        && ((utf8[i] == '0' && (utf8[i + 1] | 0x20) == 'x')
            || (utf8[i] == '\\' && utf8[i + 1] == 'x'))
        && isDigit(utf8[i + 2])
        && isDigit(utf8[i + 3])
        && (i + WRITTEN == utf8.length || !isDigit(utf8[i + WRITTEN]));
  }

  private static boolean isBetween(byte b) {
    return b == ',' || b == ' ' || (b >= '\t' && b <= '\r');
  }

  private static void addDigits(byte[] utf8, RunTally tally) {
    int start = 0;
    while (start + FEWEST_DIGITS <= utf8.length) {
      int i = start + FEWEST_DIGITS - 1;
      while (i >= start && isDigit(utf8[i])) {
        i--;
      }
      if (i >= start) {
        start = i + 1;
        continue;
      }
      int end = start + FEWEST_DIGITS;
      while (end < utf8.length && isDigit(utf8[end])) {
        end++;
      }
      // The 0 before an x begins a byte that is written alone.
      int last = end < utf8.length && (utf8[end] | 0x20) == 'x' ? end - 1 : end;
      if (last - start >= FEWEST_DIGITS) {
        tally.add(last - start);
      }
      start = end;
    }
  }

  static boolean isDigit(byte b) {
    int letter = b | 0x20;
    return (b >= '0' && b <= '9') || (letter >= 'a' && letter <= 'f');
  }
}

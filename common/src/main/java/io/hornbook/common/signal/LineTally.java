package io.hornbook.common.signal;

/**
 * Counts the lines, blank ones left out, that statements of one kind stand on: each line once,
 * however many of them share it. Statements come in the order of the text.
 */
final class LineTally {
  private final byte[] utf8;
  private int countedTo;
  private long lines;

  LineTally(byte[] utf8) {
    this.utf8 = utf8;
  }

  /** Counts the lines that the bytes from {@code start} to {@code end} stand on. */
  void add(int start, int end) {
    int i = Math.max(start, countedTo);
    while (i < end) {
      boolean blank = true;
      while (i < utf8.length && utf8[i] != '\n' && utf8[i] != '\r') {
        blank &= utf8[i] >= 0 && utf8[i] <= ' ';
        i++;
      }
      lines += blank ? 0 : 1;
      i++;
    }
    countedTo = Math.max(countedTo, i);
  }

  long lines() {
    return lines;
  }

  /** All lines of a text that are not blank. */
  static long filled(byte[] utf8) {
    LineTally tally = new LineTally(utf8);
    tally.add(0, utf8.length);
    return tally.lines;
  }
}

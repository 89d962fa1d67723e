package io.hornbook.common.signal;

/** Counts runs of ASCII data: what they hold together, and the longest of them, in bytes. */
final class RunTally {
  private long bytes;
  private long longest;

  void add(int length) {
    bytes += length;
    longest = Math.max(longest, length);
  }

  long bytes() {
    return bytes;
  }

  long longest() {
    return longest;
  }
}

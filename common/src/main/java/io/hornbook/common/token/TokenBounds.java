package io.hornbook.common.token;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Where tokens start and end, 64 bytes at a time: each block becomes a bit mask of its word bytes
 * (and one of its punctuation), and the bounds of tokens are the edges in it. One instance scans
 * one text.
 */
final class TokenBounds {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int BLOCK = Long.SIZE;
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final long CASE = 0x20 * ONES;
  private static final long UNDERSCORES = '_' * ONES;

  /** Gathers the top bits of eight bytes: bit 8i of the factor arrives at bit 56 + i. */
  private static final long GATHER = 0x0102040810204080L;

  private final boolean punctuation;
  private int[] starts = {};
  private int[] ends = {};
  private int startCount;
  private int endCount;

  /** Bit 0: the byte before this block is a word byte; likewise for punctuation. */
  private long wordBefore;

  private long punctuationBefore;

  TokenBounds(boolean punctuation) {
    this.punctuation = punctuation;
  }

  void scan(byte[] bytes) {
    starts = new int[bytes.length / 6 + BLOCK];
    ends = new int[starts.length];
    int whole = bytes.length & -BLOCK;
    for (int position = 0; position < whole; position += BLOCK) {
      block(bytes, position, position);
    }
    // The rest is padded with zero bytes, which are separators: the last token always ends.
    byte[] rest = new byte[BLOCK];
    System.arraycopy(bytes, whole, rest, 0, bytes.length - whole);
    block(rest, 0, whole);
  }

  int count() {
    return startCount;
  }

  int[] starts() {
    return starts;
  }

  int[] ends() {
    return ends;
  }

  private void block(byte[] bytes, int from, int offset) {
    long words = 0;
    long visible = 0;
    for (int i = 0; i < BLOCK; i += Long.BYTES) {
      long word = (long) LONGS.get(bytes, from + i);
      words |= wordBytes(word) << i;
      visible |= punctuation ? visibleBytes(word) << i : 0;
    }
    long marks = visible & ~words;
    long previousWords = (words << 1) | wordBefore;
    long previousMarks = (marks << 1) | punctuationBefore;
    reserve();
    startCount = write((words & ~previousWords) | marks, offset, starts, startCount);
    endCount = write((previousWords & ~words) | previousMarks, offset, ends, endCount);
    wordBefore = words >>> (BLOCK - 1);
    punctuationBefore = marks >>> (BLOCK - 1);
  }

  private void reserve() {
    if (starts.length - startCount < BLOCK) {
      int length = Math.addExact(starts.length, starts.length / 2 + BLOCK);
      starts = Arrays.copyOf(starts, length);
      ends = Arrays.copyOf(ends, length);
    }
  }

  private static int write(long edges, int offset, int[] target, int count) {
    int next = count;
    for (long left = edges; left != 0; left &= left - 1) {
      target[next++] = offset + Long.numberOfTrailingZeros(left);
    }
    return next;
  }

  /** Bit i is set when byte i is a letter, a digit, an underscore or not ASCII. */
  static long wordBytes(long word) {
    long low = word & ~HIGH;
    long folded = low | CASE;
    long letters = (folded + (0x80 - 'a') * ONES) ^ (folded + (0x7F - 'z') * ONES);
    long digits = (low + (0x80 - '0') * ONES) ^ (low + (0x7F - '9') * ONES);
    long underscores = ~((low ^ UNDERSCORES) + 0x7F * ONES);
    return gather(letters | digits | underscores | word);
  }

  /** Bit i is set when byte i is in 0x21 to 0x7E. */
  static long visibleBytes(long word) {
    long low = word & ~HIGH;
    long visible = (low + (0x80 - '!') * ONES) ^ (low + (0x7F - '~') * ONES);
    return gather(visible & ~word);
  }

  private static long gather(long highBits) {
    return (((highBits & HIGH) >>> 7) * GATHER) >>> 56;
  }
}

package io.hornbook.common.signal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Which bytes of a text are letters, digits, white space and ends of lines, as bit sets of 64 bytes
 * a word: gathered once, eight bytes at a time, and read by every signal that would else look at
 * each byte anew. Letters, digits and white space are those of ASCII.
 */
final class ByteSets {
  /** The bytes of one word of a set. */
  static final int BLOCK = Long.SIZE;

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;

  private final byte[] padded;
  private final int length;
  private final long[] letters;
  private final long[] digits;
  private final long[] spaces;
  private final long[] blanks;
  private final long[] feeds;
  private final long[] returns;
  private final long[] inks;
  private final long[] leads;
  private final long[] continuations;
  private int followers;

  ByteSets(byte[] utf8) {
    length = utf8.length;
    // One block more than the text fills: whoever looks one byte ahead finds it.
    int blocks = length / BLOCK + 1;
    padded = Arrays.copyOf(utf8, Math.addExact(blocks * BLOCK, 2 * Long.BYTES));
    letters = new long[blocks];
    digits = new long[blocks];
    spaces = new long[blocks];
    blanks = new long[blocks];
    feeds = new long[blocks];
    returns = new long[blocks];
    inks = new long[blocks];
    leads = new long[blocks];
    continuations = new long[blocks];
    for (int block = 0; block < blocks; block++) {
      gather(block);
    }
  }

  private void gather(int block) {
    long high = 0;
    for (int shift = 0; shift < BLOCK; shift += Long.BYTES) {
      long word = word(block * BLOCK + shift);
      gather(block, shift, word);
      high |= word & HIGH;
    }
    if (high != 0) {
      gatherPoints(block);
    }
  }

  private void gather(int block, int shift, long word) {
    long seven = word & ~HIGH;
    long ascii = ~word & HIGH;
    long upToBlank = ~(seven + (0x7F - ' ') * EACH) & ascii;
    long blank = upToBlank & (seven + (0x80 - ' ') * EACH);
    long controls = between(seven, '\t', '\r') & ascii;
    letters[block] |= bits(between(seven | ' ' * EACH, 'a', 'z') & ascii) << shift;
    digits[block] |= bits(between(seven, '0', '9') & ascii) << shift;
    blanks[block] |= bits(blank) << shift;
    spaces[block] |= bits(blank | controls) << shift;
    inks[block] |= bits(~upToBlank & HIGH) << shift;
    if (controls != 0) {
      feeds[block] |= bits(between(seven, '\n', '\n') & ascii) << shift;
      returns[block] |= bits(between(seven, '\r', '\r') & ascii) << shift;
    }
  }

  private void gatherPoints(int block) {
    for (int shift = 0; shift < BLOCK; shift += Long.BYTES) {
      long word = word(block * BLOCK + shift);
      leads[block] |= bits(word & (word << 1) & HIGH) << shift;
      continuations[block] |= bits(word & ~(word << 1) & HIGH) << shift;
    }
    followers += Long.bitCount(continuations[block]);
  }

  /** The high bit of every byte (given without its own high bit) that lies in [first, last]. */
  private static long between(long seven, char first, char last) {
    return (seven + (0x80L - first) * EACH) & ~(seven + (0x7FL - last) * EACH) & HIGH;
  }

  /** The high bits of the eight bytes as the low eight bits. */
  private static long bits(long high) {
    return ((high >>> 7) * 0x0102040810204080L) >>> 56;
  }

  /** The bytes of the text. */
  int length() {
    return length;
  }

  /** The words of each set; the last one may be empty. */
  int blocks() {
    return letters.length;
  }

  /** The text's code points. */
  long characters() {
    return (long) length - followers;
  }

  /** A byte of the text, or one of at least 16 zeros behind it. */
  byte at(int position) {
    return padded[position];
  }

  /** The eight bytes from {@code position} on, the first one lowest; zeros behind the text. */
  long word(int position) {
    return (long) WORD.get(padded, position);
  }

  /** The bytes from {@code start} to {@code end}, all of them ASCII, as a string. */
  String ascii(int start, int end) {
    return new String(padded, start, end - start, StandardCharsets.US_ASCII);
  }

  /** The bytes from {@code start} to {@code end} as a string. */
  String string(int start, int end) {
    return new String(padded, start, end - start, StandardCharsets.UTF_8);
  }

  /** How many of the information separators, U+001C to U+001F, stand here; Java's white space. */
  int separators(int block) {
    long blanksAndControls = ~inks[block] & ~spaces[block];
    int count = 0;
    for (long left = blanksAndControls; left != 0; left &= left - 1) {
      int control = at(block * BLOCK + Long.numberOfTrailingZeros(left));
      count += control >= 0x1C && control <= 0x1F ? 1 : 0;
    }
    return count;
  }

  long letters(int block) {
    return letters[block];
  }

  long digits(int block) {
    return digits[block];
  }

  /** White space: blank, tab, line feed, vertical tab, form feed and carriage return. */
  long spaces(int block) {
    return spaces[block];
  }

  /** The space character alone. */
  long blanks(int block) {
    return blanks[block];
  }

  long lineFeeds(int block) {
    return feeds[block];
  }

  /** Line feeds and carriage returns. */
  long lineEnds(int block) {
    return feeds[block] | returns[block];
  }

  /** The first bytes of characters beyond ASCII. */
  long leads(int block) {
    return leads[block];
  }

  /** The bytes of characters behind their first ones. */
  long continuations(int block) {
    return continuations[block];
  }

  /** Whether there is nothing but ASCII from {@code start} to {@code end}. */
  boolean isAscii(int start, int end) {
    return followers == 0 || next(leads, start, end) == end;
  }

  /** The first line feed from {@code start} on, or {@code end}. */
  int nextLineFeed(int start, int end) {
    return next(feeds, start, end);
  }

  /** The first byte from {@code start} on that is neither blank nor a control, or {@code end}. */
  int nextInk(int start, int end) {
    return next(inks, start, end);
  }

  /** The place behind the last byte before {@code end} that is neither blank nor a control. */
  int inkEnd(int start, int end) {
    int last = end - 1;
    while (last >= start && (inks[last / BLOCK] >>> last & 1) == 0) {
      last--;
    }
    return last + 1;
  }

  /** The first place from {@code start} on where, bit 5 aside, this byte stands, or the length. */
  int nextFolded(char value, int start) {
    return nextOf(value | 0x20, 0x20 * EACH, start);
  }

  /** The first place from {@code start} on where this byte stands, or the length. */
  int next(char value, int start) {
    return nextOf(value, 0, start);
  }

  private int nextOf(int value, long folded, int start) {
    long sought = value * EACH;
    for (int i = start; i < length; i += Long.BYTES) {
      long difference = (word(i) | folded) ^ sought;
      long found = (difference - EACH) & ~difference & HIGH;
      if (found != 0) {
        return Math.min(length, i + Long.numberOfTrailingZeros(found) / Byte.SIZE);
      }
    }
    return length;
  }

  private static int next(long[] set, int start, int end) {
    if (start >= end) {
      return end;
    }
    int block = start / BLOCK;
    long left = set[block] & (-1L << start);
    while (left == 0) {
      block++;
      if (block * BLOCK >= end) {
        return end;
      }
      left = set[block];
    }
    return Math.min(end, block * BLOCK + Long.numberOfTrailingZeros(left));
  }
}

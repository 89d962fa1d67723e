package io.hornbook.common.embed;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Which bytes of a text are letters, digits and symbols, as bit sets of 64 bytes a word: the loops
 * over features then walk set bits and do not branch on every byte.
 */
final class ByteClasses {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int BLOCK = Long.SIZE;
  private static final long EACH = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;

  /** The text, followed by zeros: a whole word may be read at any of its bytes. */
  private final byte[] padded;

  private final int blocks;
  private final long[] uppers;
  private final long[] lowers;
  private final long[] digits;
  private final long[] symbols;

  ByteClasses(byte[] text) {
    // One block more than the text has: the last token ends in it, and nothing reads beyond it.
    blocks = text.length / BLOCK + 1;
    padded = Arrays.copyOf(text, Math.multiplyExact(blocks, BLOCK) + Long.BYTES);
    uppers = new long[blocks];
    lowers = new long[blocks];
    digits = new long[blocks];
    symbols = new long[blocks];
    for (int block = 0; block < blocks; block++) {
      classify(block);
    }
  }

  private void classify(int block) {
    long upper = 0;
    long lower = 0;
    long digit = 0;
    long symbol = 0;
    for (int shift = 0; shift < BLOCK; shift += Long.BYTES) {
      long word = word(block * BLOCK + shift);
      long seven = word & ~HIGH;
      long ascii = ~word & HIGH;
      long letters = between(seven | 0x20L * EACH, 'a', 'z') & ascii;
      long uppersHere = between(seven, 'A', 'Z') & ascii;
      long digitsHere = between(seven, '0', '9') & ascii;
      upper |= bits(uppersHere) << shift;
      lower |= bits((letters ^ uppersHere) | (word & HIGH)) << shift;
      digit |= bits(digitsHere) << shift;
      symbol |= bits(between(seven, '!', '~') & ascii & ~letters & ~digitsHere) << shift;
    }
    uppers[block] = upper;
    lowers[block] = lower;
    digits[block] = digit;
    symbols[block] = symbol;
  }

  /** The high bit of every byte (given without its own high bit) that lies in [first, last]. */
  private static long between(long seven, char first, char last) {
    return (seven + (0x80L - first) * EACH) & ~(seven + (0x7FL - last) * EACH) & HIGH;
  }

  /** The high bits of the eight bytes as the low eight bits. */
  private static long bits(long high) {
    return ((high >>> 7) * 0x0102040810204080L) >>> 56;
  }

  int blocks() {
    return blocks;
  }

  byte at(int position) {
    return padded[position];
  }

  /** The eight bytes from {@code position} on, zeros beyond the text. */
  long word(int position) {
    return (long) WORD.get(padded, position);
  }

  long symbols(int block) {
    return symbols[block];
  }

  /** The bytes of {@code block} that are the first of a subtoken or of a number. */
  long starts(int block) {
    long upper = uppers[block];
    long lower = lowers[block];
    long digit = digits[block];
    long nextLower = lower >>> 1 | (block + 1 < blocks ? lowers[block + 1] << 63 : 0);
    long previousUpper = shifted(uppers, block);
    long previousLower = shifted(lowers, block);
    return (lower & ~previousLower & ~previousUpper)
        | (upper & (~previousUpper | nextLower))
        | (digit & ~shifted(digits, block));
  }

  /** The bytes of {@code block} just behind a subtoken or a number. */
  long ends(int block, long starts) {
    long tokens = uppers[block] | lowers[block] | digits[block];
    long previous = shifted(uppers, block) | shifted(lowers, block) | shifted(digits, block);
    return previous & (starts | ~tokens);
  }

  /** The bit set of {@code block} moved one byte on: which bytes follow a member. */
  private static long shifted(long[] set, int block) {
    return set[block] << 1 | (block > 0 ? set[block - 1] >>> 63 : 0);
  }
}

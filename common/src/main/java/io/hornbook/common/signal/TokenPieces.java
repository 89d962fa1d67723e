package io.hornbook.common.signal;

import com.knuddels.jtokkit.api.Encoding;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Counts the tokens of ASCII text piece by piece. The encoding cuts a text by a regular expression
 * and encodes each piece alone, so a piece has as many tokens wherever it stands; code repeats its
 * pieces, and their counts are remembered. A cache of one thread's own.
 *
 * <p>The expression is that of GPT-2 (OpenAI's p50k_base has it too): {@code
 * 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+}.
 */
final class TokenPieces {
  private static final int SLOTS = 1 << 16;
  private static final int LONGEST_REMEMBERED = 15;
  private static final int LONGEST_INDENTATION = 120;
  private static final int LETTER = 0;
  private static final int DIGIT = 1;
  private static final int SPACE = 2;
  private static final int OTHER = 3;
  private static final byte[] CLASSES = classes();

  private final Encoding encoding;

  // A piece of up to 15 bytes is its own key: the bytes, and its length in the topmost one.
  private final long[] low = new long[SLOTS];
  private final long[] high = new long[SLOTS];
  private final byte[] counts = new byte[SLOTS];
  private final byte[] indentations = new byte[LONGEST_INDENTATION];
  private int remembered;

  TokenPieces(Encoding encoding) {
    this.encoding = encoding;
  }

  /** The tokens of the bytes from {@code from} to {@code to}, all of them ASCII. */
  long count(byte[] ascii, int from, int to) {
    long tokens = 0;
    int start = from;
    while (start < to) {
      int end = pieceEnd(ascii, start, to);
      tokens += countPiece(ascii, start, end);
      start = end;
    }
    return tokens;
  }

  private static int pieceEnd(byte[] ascii, int start, int to) {
    int first = CLASSES[ascii[start]];
    if (ascii[start] == '\'') {
      int contraction = contraction(ascii, start, to);
      if (contraction > 0) {
        return start + contraction;
      }
    }
    if (first != SPACE) {
      return runEnd(ascii, start + 1, to, first);
    }
    if (ascii[start] == ' ' && start + 1 < to && CLASSES[ascii[start + 1]] != SPACE) {
      return runEnd(ascii, start + 2, to, CLASSES[ascii[start + 1]]);
    }
    int end = runEnd(ascii, start + 1, to, SPACE);
    return end == to || end == start + 1 ? end : end - 1;
  }

  private static int runEnd(byte[] ascii, int start, int to, int kind) {
    int end = start;
    while (end < to && CLASSES[ascii[end]] == kind) {
      end++;
    }
    return end;
  }

  /** The length of 's, 't, 'm, 'd, 're, 've or 'll, or 0. */
  private static int contraction(byte[] ascii, int start, int to) {
    int one = start + 1 < to ? ascii[start + 1] : 0;
    int two = start + 2 < to ? ascii[start + 2] : 0;
    return switch (one) {
      case 's', 't', 'm', 'd' -> 2;
      case 'r', 'v' -> two == 'e' ? 3 : 0;
      case 'l' -> two == 'l' ? 3 : 0;
      default -> 0;
    };
  }

  private int countPiece(byte[] ascii, int start, int end) {
    int length = end - start;
    if (length == 1) {
      return 1;
    }
    if (length > LONGEST_REMEMBERED) {
      return isIndentation(ascii, start, end)
          ? countIndentation(ascii, start, end)
          : encode(ascii, start, end);
    }
    long lowKey = key(ascii, start, Math.min(end, start + Long.BYTES));
    long highKey = ((long) length << 56) | key(ascii, start + Long.BYTES, end);
    int slot = slot(lowKey, highKey);
    if (high[slot] == 0) {
      slot = remember(lowKey, highKey, encode(ascii, start, end));
    }
    return counts[slot];
  }

  /** A line feed and blanks: the one kind of long piece that code is full of. */
  private static boolean isIndentation(byte[] ascii, int start, int end) {
    boolean is = ascii[start] == '\n' && end - start < LONGEST_INDENTATION;
    for (int i = start + 1; is && i < end; i++) {
      is = ascii[i] == ' ';
    }
    return is;
  }

  private int countIndentation(byte[] ascii, int start, int end) {
    int length = end - start;
    if (indentations[length] == 0) {
      indentations[length] = (byte) encode(ascii, start, end);
    }
    return indentations[length];
  }

  private static long key(byte[] ascii, int start, int end) {
    long key = 0;
    for (int i = start; i < end; i++) {
      key = (key << 8) | ascii[i];
    }
    return key;
  }

  /** Where a key stands, or the free slot where it would: the higher half of no key is 0. */
  private int slot(long lowKey, long highKey) {
    long product = (lowKey ^ Long.rotateLeft(highKey, 29)) * 0x9E3779B97F4A7C15L;
    int slot = (int) (product >>> 48) & (SLOTS - 1);
    while (high[slot] != 0 && (high[slot] != highKey || low[slot] != lowKey)) {
      slot = (slot + 1) & (SLOTS - 1);
    }
    return slot;
  }

  private int remember(long lowKey, long highKey, int count) {
    if (2 * (remembered + 1) > SLOTS) {
      Arrays.fill(high, 0);
      remembered = 0;
    }
    int slot = slot(lowKey, highKey);
    low[slot] = lowKey;
    high[slot] = highKey;
    counts[slot] = (byte) count;
    remembered++;
    return slot;
  }

  private int encode(byte[] ascii, int start, int end) {
    return encoding.countTokensOrdinary(
        new String(ascii, start, end - start, StandardCharsets.US_ASCII));
  }

  private static byte[] classes() {
    byte[] classes = new byte[128];
    for (int c = 0; c < classes.length; c++) {
      boolean space = c == ' ' || (c >= '\t' && c <= '\r');
      classes[c] =
          (byte)
              (Character.isLetter(c)
                  ? LETTER
                  : Character.isDigit(c) ? DIGIT : space ? SPACE : OTHER);
    }
    return classes;
  }
}

package io.hornbook.common.signal;

import com.knuddels.jtokkit.api.Encoding;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts the tokens of ASCII text piece by piece. The encoding cuts a text by a regular expression
 * and encodes each piece alone, so a piece has as many tokens wherever it stands; code repeats its
 * pieces, and their counts are remembered. A cache of one thread's own.
 *
 * <p>The expression is that of GPT-2 (OpenAI's p50k_base has it too): {@code
 * 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+}. All its bounds but
 * those of contractions are edges of bit sets: a run of one class begins a piece, together with a
 * blank before it; a run of white space begins one, and so does its last character.
 */
final class TokenPieces {
  private static final int LONGEST_SHORT = 7;
  private static final int LONGEST_REMEMBERED = 15;
  private static final int LONGEST_INDENTATION = 120;
  private static final int LONGEST_RULER = 256;
  private static final int MOST_RULERS = 1 << 13;

  private final Encoding encoding;
  private final PairMerges merges;
  private final PieceTable table = new PieceTable();
  private final byte[] indentations = new byte[LONGEST_INDENTATION];

  /** The longer pieces: rulers, and names of many words. */
  private final Map<String, Integer> rulers = new HashMap<>();

  // The text being counted, where its piece begins, and what has been counted.
  private ByteSets bytes;
  private int start;
  private long tokens;

  /**
   * An empty cache.
   *
   * @param merges those of the encoding, for all but very long pieces
   */
  TokenPieces(Encoding encoding, PairMerges merges) {
    this.encoding = encoding;
    this.merges = merges;
  }

  /** The tokens of the bytes from {@code from} to {@code to}, all of them ASCII. */
  long count(ByteSets text, int from, int to) {
    bytes = text;
    start = from;
    tokens = 0;
    for (int block = from / ByteSets.BLOCK; block * ByteSets.BLOCK < to; block++) {
      int first = block * ByteSets.BLOCK;
      long starts = starts(block, to);
      starts &= first <= from ? -2L << from : -1L;
      starts &= to - first < ByteSets.BLOCK ? (1L << to) - 1 : -1L;
      for (; starts != 0; starts &= starts - 1) {
        endPiece(first + Long.numberOfTrailingZeros(starts), to);
      }
    }
    endPiece(to, to);
    bytes = null;
    return tokens;
  }

  /** Where the expression's pieces start in a block, if none is a contraction. */
  private long starts(int block, int to) {
    long letters = bytes.letters(block);
    long digits = bytes.digits(block);
    long spaces = bytes.spaces(block);
    long before = block == 0 ? 0 : 1;
    int last = block == 0 ? 0 : block - 1;
    long lettersBefore = letters << 1 | (bytes.letters(last) >>> 63 & before);
    long digitsBefore = digits << 1 | (bytes.digits(last) >>> 63 & before);
    long spacesBefore = spaces << 1 | (bytes.spaces(last) >>> 63 & before);
    long blanksBefore = bytes.blanks(block) << 1 | (bytes.blanks(last) >>> 63 & before);
    long others = ~(letters | digits | spaces);
    long othersBefore = ~(lettersBefore | digitsBefore | spacesBefore);
    long edges = (letters & ~lettersBefore) | (digits & ~digitsBefore) | (others & ~othersBefore);
    return (edges & ~blanksBefore) | (spaces & ~spacesBefore) | (spaces & ~spacesAfter(block, to));
  }

  /** Which bytes white space follows; the end of the text counts as white space. */
  private long spacesAfter(int block, int to) {
    int first = block * ByteSets.BLOCK;
    boolean more = block + 1 < bytes.blocks();
    long after = bytes.spaces(block) >>> 1 | (more ? bytes.spaces(block + 1) << 63 : 0);
    return to - first <= ByteSets.BLOCK ? after | 1L << (to - 1) : after;
  }

  /** The piece that has begun ends here, and another one begins. */
  private void endPiece(int end, int to) {
    int length = end - start;
    if (length == 1) {
      endByte(end, to);
    } else if (length > 1) {
      tokens += length <= LONGEST_SHORT ? countShort(length) : countLong(length);
      start = end;
    }
  }

  /** A piece of one byte, which is a token, or the quotation mark of a contraction. */
  private void endByte(int end, int to) {
    int contraction = bytes.at(start) == '\'' ? contraction(to) : 0;
    if (contraction > 0) {
      tokens += contraction == 2 ? countShort(2) : countShort(3);
      start += contraction;
    } else {
      tokens++;
      start = end;
    }
  }

  /** The length of 's, 't, 'm, 'd, 're, 've or 'll, or 0. */
  private int contraction(int to) {
    int one = start + 1 < to ? bytes.at(start + 1) : 0;
    int two = start + 2 < to ? bytes.at(start + 2) : 0;
    return switch (one) {
      case 's', 't', 'm', 'd' -> 2;
      case 'r', 'v' -> two == 'e' ? 3 : 0;
      case 'l' -> two == 'l' ? 3 : 0;
      default -> 0;
    };
  }

  private int countShort(int length) {
    long key = bytes.word(start) & (-1L >>> (Long.SIZE - Byte.SIZE * length));
    int count = table.count(key, length);
    return count > 0 ? count : table.remember(key, length, encode(length));
  }

  private int countLong(int length) {
    if (length > LONGEST_REMEMBERED) {
      return isIndentation(length) ? countIndentation(length) : countRuler(length);
    }
    int rest = length - Long.BYTES;
    long low = bytes.word(start);
    long high =
        rest == 0 ? 0 : bytes.word(start + Long.BYTES) & (-1L >>> (Long.SIZE - Byte.SIZE * rest));
    int count = table.count(low, high, length);
    return count > 0 ? count : table.remember(low, high, length, encode(length));
  }

  /** A line feed and blanks: the one kind of long piece that code is full of. */
  private boolean isIndentation(int length) {
    boolean is = bytes.at(start) == '\n' && length < LONGEST_INDENTATION;
    for (int i = 1; is && i < length; i++) {
      is = bytes.at(start + i) == ' ';
    }
    return is;
  }

  private int countIndentation(int length) {
    if (indentations[length] == 0) {
      indentations[length] = (byte) encode(length);
    }
    return indentations[length];
  }

  private int countRuler(int length) {
    if (length > LONGEST_RULER) {
      return encode(length);
    }
    if (rulers.size() == MOST_RULERS) {
      rulers.clear();
    }
    return rulers.computeIfAbsent(bytes.ascii(start, start + length), ruler -> encode(length));
  }

  private int encode(int length) {
    return length > LONGEST_RULER
        ? encoding.countTokensOrdinary(bytes.ascii(start, start + length))
        : merges.count(bytes, start, start + length);
  }
}

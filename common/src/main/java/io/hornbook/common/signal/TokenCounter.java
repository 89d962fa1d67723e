package io.hornbook.common.signal;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;

/**
 * Counts the tokens of OpenAI's p50k_base, whose vocabulary is in the library; loading it takes up
 * to a second, once. A special token such as {@code <|endoftext|>} is plain text here. Safe for use
 * by many threads.
 *
 * <p>The text is counted in pieces, so that memory and time stay bounded for any text. A piece ends
 * after a line feed between two characters that are not white space, where the count is not changed
 * by the cut; only a piece of {@value #LONGEST_PIECE} UTF-16 units without such a place is cut at
 * its length.
 */
public final class TokenCounter {
  static final int LONGEST_PIECE = 1 << 18;

  private TokenCounter() {}

  /** The tokens of a well-formed text. */
  public static long count(String text) {
    long tokens = 0;
    int start = 0;
    while (start < text.length()) {
      int end = pieceEnd(text, start);
      tokens += Vocabulary.P50K.countTokensOrdinary(text.substring(start, end));
      start = end;
    }
    return tokens;
  }

  private static int pieceEnd(String text, int start) {
    int limit = Math.min(text.length(), start + LONGEST_PIECE);
    if (limit == text.length()) {
      return limit;
    }
    for (int i = limit; i > start + 1; i--) {
      if (text.charAt(i - 1) == '\n' && isInk(text.charAt(i)) && isInk(text.charAt(i - 2))) {
        return i;
      }
    }
    return Character.isLowSurrogate(text.charAt(limit)) ? limit - 1 : limit;
  }

  private static boolean isInk(char c) {
    return c > ' ' && c < 127;
  }

  /** Loaded by the first count. */
  private static final class Vocabulary {
    static final Encoding P50K =
        Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.P50K_BASE);
  }
}

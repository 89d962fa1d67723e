package io.hornbook.common.signal;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.nio.charset.StandardCharsets;

/**
 * Counts the tokens of OpenAI's p50k_base, whose vocabulary is in the library; loading it takes up
 * to a second, once. A special token such as {@code <|endoftext|>} is plain text here. Safe for use
 * by many threads.
 *
 * <p>The text is counted in pieces, so that memory and time stay bounded for any text. A piece ends
 * after a line feed between two characters that are not white space, where the count is not changed
 * by the cut; only a piece of {@value #LONGEST_PIECE} bytes without such a place is cut at its
 * length. Pieces of ASCII, nearly all of code, are counted by {@link TokenPieces}, the others by
 * the library.
 */
public final class TokenCounter {
  static final int LONGEST_PIECE = 1 << 18;

  private TokenCounter() {}

  /** The tokens of a well-formed text. */
  public static long count(String text) {
    return count(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The tokens of a text in valid UTF-8. */
  static long count(byte[] utf8) {
    TokenPieces pieces = Vocabulary.PIECES.get();
    long tokens = 0;
    int start = 0;
    while (start < utf8.length) {
      int end = pieceEnd(utf8, start);
      tokens +=
          isAscii(utf8, start, end)
              ? pieces.count(utf8, start, end)
              : Vocabulary.P50K.countTokensOrdinary(
                  new String(utf8, start, end - start, StandardCharsets.UTF_8));
      start = end;
    }
    return tokens;
  }

  private static int pieceEnd(byte[] utf8, int start) {
    int limit = Math.min(utf8.length, start + LONGEST_PIECE);
    for (int i = start + 2; i < limit; i++) {
      if (utf8[i - 1] == '\n' && isInk(utf8[i]) && isInk(utf8[i - 2])) {
        return i;
      }
    }
    while (limit < utf8.length && (utf8[limit] & 0xC0) == 0x80) {
      limit--;
    }
    return limit;
  }

  private static boolean isAscii(byte[] utf8, int start, int end) {
    int all = 0;
    for (int i = start; i < end; i++) {
      all |= utf8[i];
    }
    return all >= 0;
  }

  private static boolean isInk(byte b) {
    return b > ' ' && b < 127;
  }

  /** Loaded by the first count. */
  private static final class Vocabulary {
    static final Encoding P50K =
        Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.P50K_BASE);
    static final ThreadLocal<TokenPieces> PIECES =
        ThreadLocal.withInitial(() -> new TokenPieces(P50K));
  }
}

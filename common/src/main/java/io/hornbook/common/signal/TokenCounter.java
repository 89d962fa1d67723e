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

  /** The number of {@code <|endoftext|>}, the one special token of p50k_base. */
  static final int ENDOFTEXT = 50_256;

  /** The tokens of p50k_base. */
  static final int TOKENS = 50_281;

  private TokenCounter() {}

  /** The tokens of a well-formed text. */
  public static long count(String text) {
    return count(new ByteSets(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The tokens of a text in valid UTF-8. */
  static long count(ByteSets text) {
    TokenPieces pieces = Vocabulary.PIECES.get();
    long tokens = 0;
    int counted = 0;
    int start = 0;
    while (start < text.length()) {
      int end = pieceEnd(text, start);
      if (!text.isAscii(start, end)) {
        tokens += pieces.count(text, counted, start);
        tokens += Vocabulary.P50K.countTokensOrdinary(text.string(start, end));
        counted = end;
      } else if (!isCut(text, end)) {
        tokens += pieces.count(text, counted, end);
        counted = end;
      }
      start = end;
    }
    return tokens;
  }

  private static int pieceEnd(ByteSets text, int start) {
    int limit = Math.min(text.length(), start + LONGEST_PIECE);
    int end = text.nextLineFeed(start + 1, limit) + 1;
    while (end < limit && !isCut(text, end)) {
      end = text.nextLineFeed(end, limit) + 1;
    }
    end = Math.min(end, limit);
    while (end < text.length() && (text.at(end) & 0xC0) == 0x80) {
      end--;
    }
    return end;
  }

  /** Whether a line feed before this place has ink on both sides. */
  private static boolean isCut(ByteSets text, int place) {
    return place >= 2
        && text.at(place - 1) == '\n'
        && isInk(text.at(place))
        && isInk(text.at(place - 2));
  }

  private static boolean isInk(byte b) {
    return b > ' ' && b < 127;
  }

  /** Loaded by the first count. */
  private static final class Vocabulary {
    static final Encoding P50K =
        Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.P50K_BASE);
    static final PairMerges MERGES = PairMerges.of(P50K, TOKENS, ENDOFTEXT);
    static final ThreadLocal<TokenPieces> PIECES =
        ThreadLocal.withInitial(() -> new TokenPieces(P50K, MERGES));
  }
}

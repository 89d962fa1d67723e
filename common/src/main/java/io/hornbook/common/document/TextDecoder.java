package io.hornbook.common.document;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Turns the bytes of a record into text, or says why they are none. The first that applies:
 *
 * <ol>
 *   <li>more bytes than the limit: {@link Undecodable#TOO_LARGE};
 *   <li>strict UTF-8. One leading byte order mark is not text and is removed, so that a file and
 *       its copy with a mark have one text (their content digests differ);
 *   <li>UTF-16, where the bytes start with its byte order mark;
 *   <li>the encoding that the file declares: a PEP 263 comment in the first two lines, or an XML
 *       declaration;
 *   <li>the fallback encoding of the config, where there is one;
 *   <li>otherwise {@link Undecodable#NOT_UTF8}.
 * </ol>
 *
 * <p>Every decoding is strict: a byte that the encoding does not know is never replaced. Text with
 * a NUL character is {@link Undecodable#NUL_BYTE}: it is binary data. A file of pure ASCII that
 * declares another encoding is read as UTF-8.
 */
public final class TextDecoder {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final long maxBytes;
  private final Charset fallback;

  /** What the bytes of a record are. */
  public sealed interface Decoding permits Decoded, Undecodable {}

  /**
   * Text.
   *
   * @param text the text, without byte order mark
   * @param charset the encoding that the bytes were read in
   */
  public record Decoded(String text, Charset charset) implements Decoding {}

  /**
   * No text.
   *
   * @param reason one of the constants
   * @param error what is wrong, for people
   */
  public record Undecodable(String reason, String error) implements Decoding {
    /** The record has more bytes than the limit. */
    public static final String TOO_LARGE = "too_large";

    /** The text holds the character NUL. */
    public static final String NUL_BYTE = "nul_byte";

    /** The bytes are not UTF-8, nor what the file declares, nor the fallback. */
    public static final String NOT_UTF8 = "not_utf8";

    /** The text holds half of a surrogate pair, so that it has no UTF-8 form. */
    public static final String LONE_SURROGATE = "lone_surrogate";
  }

  /**
   * A decoder.
   *
   * @param maxBytes the largest record, in bytes; at least 1
   * @param fallback the encoding of files that are not UTF-8 and declare nothing
   */
  public TextDecoder(long maxBytes, Optional<Charset> fallback) {
    if (maxBytes < 1) {
      throw new IllegalArgumentException(
          "Invalid max-record-bytes: " + maxBytes + " (expected at least 1)");
    }
    this.maxBytes = maxBytes;
    this.fallback = fallback.orElse(null);
  }

  /** The largest record, in bytes. */
  public long maxBytes() {
    return maxBytes;
  }

  /**
   * Decodes the bytes of one record whose source says their encoding: by it, where they are text in
   * it, and else as if it had said nothing.
   */
  public Decoding decode(byte[] bytes, Optional<Charset> said) {
    String text = said.isEmpty() || bytes.length > maxBytes ? null : strictly(bytes, said.get());
    return text == null ? decode(bytes) : checked(text, said.get());
  }

  /** Decodes the bytes of one record. */
  public Decoding decode(byte[] bytes) {
    if (bytes.length > maxBytes) {
      return tooLarge(bytes.length, maxBytes);
    }
    String text = strictly(bytes, StandardCharsets.UTF_8);
    if (text != null) {
      return checked(text, StandardCharsets.UTF_8);
    }
    Optional<Charset> declared = DeclaredCharset.of(bytes);
    if (declared.isPresent()) {
      text = strictly(bytes, declared.get());
      if (text != null) {
        return checked(text, declared.get());
      }
    }
    return fallback(bytes, declared);
  }

  /** Checks text that a format such as JSON or XML has decoded already. */
  public Decoding check(String text) {
    if (text.length() > maxBytes || utf8Length(text) > maxBytes) {
      return tooLarge(utf8Length(text), maxBytes);
    }
    return checked(text, StandardCharsets.UTF_8);
  }

  /** The verdict on a record of more than {@code maxBytes} bytes. */
  public static Undecodable tooLarge(long bytes, long maxBytes) {
    return new Undecodable(
        Undecodable.TOO_LARGE,
        "Invalid record: " + bytes + " bytes (expected at most " + maxBytes + ")");
  }

  private Decoding fallback(byte[] bytes, Optional<Charset> declared) {
    String text = fallback == null ? null : strictly(bytes, fallback);
    if (text != null) {
      return checked(text, fallback);
    }
    String tried = "UTF-8" + declared.map(charset -> " nor " + charset).orElse("");
    return new Undecodable(
        Undecodable.NOT_UTF8,
        "Cannot decode the record: it is not "
            + tried
            + (fallback == null ? " (no fallback encoding is set)" : " nor " + fallback));
  }

  private static Decoding checked(String text, Charset charset) {
    String unmarked =
        !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    int nul = unmarked.indexOf('\0');
    if (nul >= 0) {
      return new Undecodable(
          Undecodable.NUL_BYTE, "Invalid text: a NUL character at character " + nul);
    }
    int half = loneSurrogate(unmarked);
    return half < 0
        ? new Decoded(unmarked, charset)
        : new Undecodable(
            Undecodable.LONE_SURROGATE, "Invalid text: half a surrogate pair at character " + half);
  }

  private static int loneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }

  private static long utf8Length(String text) {
    long length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return length;
  }

  private static String strictly(byte[] bytes, Charset charset) {
    try {
      return charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}

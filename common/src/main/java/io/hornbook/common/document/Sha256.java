package io.hornbook.common.document;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256 digest (FIPS 180-4): 32 bytes; hexadecimal, lower case, for people. */
public final class Sha256 {
  /** The number of bytes of a digest. */
  public static final int LENGTH = 32;

  private final byte[] digest;

  private Sha256(byte[] digest) {
    this.digest = digest;
  }

  /** The digest of {@code content}. */
  public static Sha256 of(byte[] content) {
    return new Sha256(algorithm().digest(content));
  }

  /** The digest of {@code text} as UTF-8. */
  public static Sha256 of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The digest whose 32 bytes are {@code digest}. */
  public static Sha256 wrap(byte[] digest) {
    if (digest.length != LENGTH) {
      throw new IllegalArgumentException(
          "Invalid SHA-256: " + digest.length + " bytes (expected " + LENGTH + ")");
    }
    return new Sha256(digest.clone());
  }

  /** The digest that {@code hex} spells: 64 hexadecimal digits, in either case. */
  public static Sha256 parse(String hex) {
    return new Sha256(Hex.parse("SHA-256", hex, LENGTH));
  }

  static MessageDigest algorithm() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  /** A copy of the 32 bytes. */
  public byte[] bytes() {
    return digest.clone();
  }

  /** 64 hexadecimal digits, lower case. */
  public String hex() {
    return HexFormat.of().formatHex(digest);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sha256 that && Arrays.equals(digest, that.digest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }

  @Override
  public String toString() {
    return hex();
  }
}

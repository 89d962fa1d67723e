package io.hornbook.common.document;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The identity of a document, from its content alone: the first 16 bytes of the SHA-256 over
 * source, repository, path, revision and text, in this order. Each field is its length in UTF-8
 * bytes as a big-endian 32-bit integer and then the bytes; {@code null} is the length −1. So no two
 * lists of fields share an encoding, and {@code null} differs from empty. Ids compare as unsigned
 * bytes.
 */
public final class DocumentId implements Comparable<DocumentId> {
  /** The number of bytes of an id. */
  public static final int LENGTH = 16;

  private final byte[] id;

  private DocumentId(byte[] id) {
    this.id = id;
  }

  /** The id of the document of this provenance and text. */
  public static DocumentId of(Provenance provenance, String text) {
    return of(provenance, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The id of the document of this provenance, its text given as UTF-8. */
  public static DocumentId of(Provenance provenance, byte[] text) {
    MessageDigest digest = Sha256.algorithm();
    update(digest, utf8(provenance.source()));
    update(digest, utf8(provenance.repository()));
    update(digest, utf8(provenance.path()));
    update(digest, utf8(provenance.revision()));
    update(digest, text);
    return new DocumentId(Arrays.copyOf(digest.digest(), LENGTH));
  }

  /** The id whose 16 bytes are {@code id}. */
  public static DocumentId wrap(byte[] id) {
    if (id.length != LENGTH) {
      throw new IllegalArgumentException(
          "Invalid document id: " + id.length + " bytes (expected " + LENGTH + ")");
    }
    return new DocumentId(id.clone());
  }

  /** The id that {@code hex} spells: 32 hexadecimal digits, in either case. */
  public static DocumentId parse(String hex) {
    return new DocumentId(Hex.parse("document id", hex, LENGTH));
  }

  private static byte[] utf8(String field) {
    return field == null ? null : field.getBytes(StandardCharsets.UTF_8);
  }

  private static void update(MessageDigest digest, byte[] field) {
    ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
    digest.update(length.putInt(field == null ? -1 : field.length).flip());
    if (field != null) {
      digest.update(field);
    }
  }

  /** A copy of the 16 bytes. */
  public byte[] bytes() {
    return id.clone();
  }

  /** 32 hexadecimal digits, lower case. */
  public String hex() {
    return HexFormat.of().formatHex(id);
  }

  @Override
  public int compareTo(DocumentId other) {
    return Arrays.compareUnsigned(id, other.id);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DocumentId that && Arrays.equals(id, that.id);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(id);
  }

  @Override
  public String toString() {
    return hex();
  }
}

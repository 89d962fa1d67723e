package io.hornbook.common.llm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over length-prefixed fields, so that no two lists of fields share an encoding. */
final class Digests {
  private Digests() {}

  static String sha256(byte[] content) {
    return HexFormat.of().formatHex(newDigest().digest(content));
  }

  /** Hex of the hash of {@code fields} in order; a null field differs from an empty one. */
  static String sha256(String... fields) {
    MessageDigest digest = newDigest();
    for (String field : fields) {
      byte[] bytes = field == null ? new byte[0] : field.getBytes(UTF_8);
      digest.update(
          ByteBuffer.allocate(Integer.BYTES).putInt(field == null ? -1 : bytes.length).flip());
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Cannot hash: every Java platform has SHA-256", e);
    }
  }
}

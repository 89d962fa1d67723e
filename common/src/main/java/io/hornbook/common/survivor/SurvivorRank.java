package io.hornbook.common.survivor;

import io.hornbook.common.document.DocumentId;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A document's place in the order of survivors.
 *
 * @param source place of its source in the order of sources, 0 to {@value #MAX_SOURCE}; 0 is
 *     preferred to all others
 * @param licence what its licences allow
 * @param stars stars of its repository; null counts as 0
 * @param createdAt microseconds since 1970, null where unknown
 * @param length length in bytes
 * @param id the document
 */
public record SurvivorRank(
    int source, LicenceClass licence, Long stars, Long createdAt, long length, DocumentId id) {
  /** Bytes of a key. */
  public static final int LENGTH = 2 + 3 * Long.BYTES + DocumentId.LENGTH;

  /** The last place of a source. */
  public static final int MAX_SOURCE = 255;

  public SurvivorRank {
    if (source < 0 || source > MAX_SOURCE) {
      throw new IllegalArgumentException(
          "Invalid place of a source: " + source + " (expected 0 to " + MAX_SOURCE + ")");
    }
  }

  /** The key: the first of several in unsigned lexicographic order survives. */
  public byte[] key() {
    return ByteBuffer.allocate(LENGTH)
        .put((byte) source)
        .put((byte) licence.order())
        .putLong(descending(stars == null ? 0 : stars))
        .putLong(descending(createdAt == null ? Long.MIN_VALUE : createdAt))
        .putLong(descending(length))
        .put(id.bytes())
        .array();
  }

  /**
   * The 16 bytes of the document id that a key ends with.
   *
   * @param key a key, or one behind a prefix that says which run it is of
   */
  public static byte[] documentId(byte[] key) {
    if (key.length < LENGTH) {
      throw new IllegalArgumentException(
          "Invalid survivor key: " + key.length + " bytes (expected at least " + LENGTH + ")");
    }
    return Arrays.copyOfRange(key, key.length - DocumentId.LENGTH, key.length);
  }

  /** Unsigned order of the result is the reverse of the signed order of the value. */
  private static long descending(long value) {
    return value ^ Long.MAX_VALUE;
  }
}

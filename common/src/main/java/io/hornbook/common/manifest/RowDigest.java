package io.hornbook.common.manifest;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * The digest of a multiset of rows: the sums, modulo 2<sup>64</sup>, of the four lanes of each
 * row's SHA-256, and the count. Addition is commutative and associative, so partial digests merge
 * in any order.
 *
 * @param lane0 sum of the first eight bytes, big-endian
 * @param lane1 sum of the second eight bytes
 * @param lane2 sum of the third eight bytes
 * @param lane3 sum of the last eight bytes
 * @param rows how many rows were added
 */
public record RowDigest(long lane0, long lane1, long lane2, long lane3, long rows) {
  /** The digest of no rows. */
  public static final RowDigest EMPTY = new RowDigest(0, 0, 0, 0, 0);

  /** This multiset with one more row, given the SHA-256 (32 bytes) of its canonical encoding. */
  public RowDigest plus(byte[] sha256) {
    ByteBuffer lanes = ByteBuffer.wrap(sha256);
    return plus(
        new RowDigest(lanes.getLong(), lanes.getLong(), lanes.getLong(), lanes.getLong(), 1));
  }

  /** The union of two multisets. */
  public RowDigest plus(RowDigest other) {
    return new RowDigest(
        lane0 + other.lane0,
        lane1 + other.lane1,
        lane2 + other.lane2,
        lane3 + other.lane3,
        rows + other.rows);
  }

  /** The lanes in hex and the number of rows: {@code <64 hex digits>-<rows>}. */
  public String hex() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(lane0)
        + hex.toHexDigits(lane1)
        + hex.toHexDigits(lane2)
        + hex.toHexDigits(lane3)
        + "-"
        + rows;
  }
}

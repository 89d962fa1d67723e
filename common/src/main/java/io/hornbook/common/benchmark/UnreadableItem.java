package io.hornbook.common.benchmark;

import java.nio.ByteBuffer;

/**
 * A record of a benchmark file that is not an item.
 *
 * @param line its line in the unpacked file, from 1; in an array, the number of the element, from 1
 * @param reason {@code not_utf8}, {@code not_json}, {@code not_an_object} or {@code missing_field}
 * @param error what exactly is wrong
 * @param head its first bytes, at most {@value #HEAD_LENGTH}; read-only
 */
public record UnreadableItem(long line, String reason, String error, ByteBuffer head) {
  /** How many bytes of a record are kept. */
  public static final int HEAD_LENGTH = 256;

  static UnreadableItem of(long line, String reason, String error, byte[] record) {
    int length = Math.min(HEAD_LENGTH, record.length);
    ByteBuffer head = ByteBuffer.allocate(length).put(record, 0, length).flip();
    return new UnreadableItem(line, reason, error, head.asReadOnlyBuffer());
  }
}

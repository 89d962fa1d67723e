package io.hornbook.common.similarity;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The persisted form of a sorted set: eight bytes an element, little-endian. */
public final class SortedLongs {
  private SortedLongs() {}

  /** The bytes of these elements, in their order. */
  public static byte[] encode(long[] elements) {
    ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(elements.length, Long.BYTES));
    buffer.order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(elements);
    return buffer.array();
  }

  /** The elements that {@link #encode} made these bytes of. */
  public static long[] decode(byte[] bytes) {
    if (bytes.length % Long.BYTES != 0) {
      throw new IllegalArgumentException(
          "Invalid set: " + bytes.length + " bytes (expected a multiple of 8)");
    }
    long[] elements = new long[bytes.length / Long.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(elements);
    return elements;
  }
}

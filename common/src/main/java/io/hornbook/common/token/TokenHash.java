package io.hornbook.common.token;

import io.hornbook.common.hash.Mix64;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The hash of one token, eight bytes at a time. */
final class TokenHash {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MULTIPLIER = 0xD6E8FEB86659FD93L;
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;

  private TokenHash() {}

  static long of(byte[] bytes, int start, int end) {
    long hash = (end - start) * Mix64.GOLDEN_GAMMA;
    int position = start;
    while (end - position > Long.BYTES) {
      hash = step(hash, (long) LONGS.get(bytes, position));
      position += Long.BYTES;
    }
    return Mix64.mix(step(hash, last(bytes, position, end)));
  }

  private static long step(long hash, long word) {
    long product = (hash ^ lowerCase(word)) * MULTIPLIER;
    return product ^ (product >>> 32);
  }

  /** The last one to eight bytes of a token, padded with zeros. */
  private static long last(byte[] bytes, int position, int end) {
    if (position + Long.BYTES <= bytes.length) {
      return (long) LONGS.get(bytes, position) & (-1L >>> ((Long.BYTES - (end - position)) << 3));
    }
    long word = 0;
    for (int i = end - 1; i >= position; i--) {
      word = (word << 8) | (bytes[i] & 0xFF);
    }
    return word;
  }

  /** Sets bit 5 of every byte that is in A-Z: carries stay within the low seven bits of a byte. */
  static long lowerCase(long word) {
    long low = word & ~HIGH;
    long fromA = low + (0x80 - 'A') * ONES;
    long afterZ = low + (0x7F - 'Z') * ONES;
    return word | (((fromA ^ afterZ) & ~word & HIGH) >>> 2);
  }
}

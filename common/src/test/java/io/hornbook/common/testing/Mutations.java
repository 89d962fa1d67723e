package io.hornbook.common.testing;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Damage to bytes, drawn at random. */
public final class Mutations {
  private static final int MOST = 6;

  private Mutations() {}

  /** A copy with one to six changes: bits, bytes, runs, cuts, repetitions. */
  public static byte[] of(byte[] bytes, RandomGenerator random) {
    byte[] mutated = bytes.clone();
    for (int i = random.nextInt(MOST); i >= 0; i--) {
      mutated = mutated.length == 0 ? noise(random, MOST) : one(mutated, random);
    }
    return mutated;
  }

  /** Up to {@code most} bytes that mean nothing. */
  public static byte[] noise(RandomGenerator random, int most) {
    byte[] noise = new byte[random.nextInt(most + 1)];
    random.nextBytes(noise);
    return noise;
  }

  private static byte[] one(byte[] bytes, RandomGenerator random) {
    int at = random.nextInt(bytes.length);
    int length = Math.min(bytes.length - at, 1 + random.nextInt(40));
    switch (random.nextInt(6)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt(256);
      case 2 -> Arrays.fill(bytes, at, at + length, (byte) (random.nextBoolean() ? 0 : 0xFF));
      case 3 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 4 -> {
        return spliced(bytes, at, at + length, at);
      }
      default -> {
        return spliced(bytes, at, at, at + length);
      }
    }
    return bytes;
  }

  /** The bytes up to {@code end}, and again from {@code from}. */
  private static byte[] spliced(byte[] bytes, int at, int end, int from) {
    int head = Math.max(at, end);
    byte[] spliced = Arrays.copyOf(bytes, head + bytes.length - from);
    System.arraycopy(bytes, from, spliced, head, bytes.length - from);
    return spliced;
  }
}

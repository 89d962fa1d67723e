package io.hornbook.common.minhash;

import io.hornbook.common.hash.Mix64;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;

/** The definition of the package description: every round over the set, in unbounded integers. */
final class NaiveSketch {
  private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);

  private NaiveSketch() {}

  static long[] signature(long seed, int components, Set<Long> elements) {
    BigInteger[] signature = new BigInteger[components];
    for (int round = 0; open(signature); round++) {
      for (long element : elements) {
        BigInteger x = unsigned(element).add(unsigned(Mix64.draw(seed, round))).mod(TWO_64);
        x = unsigned(Mix64.mix(x.longValue()));
        int bin = round < components ? bin(x, components) : round - components;
        BigInteger value =
            BigInteger.valueOf(round).shiftLeft(48).add(x.mod(BigInteger.ONE.shiftLeft(48)));
        signature[bin] = signature[bin] == null ? value : signature[bin].min(value);
      }
    }
    return Arrays.stream(signature).mapToLong(BigInteger::longValueExact).toArray();
  }

  private static int bin(BigInteger x, int components) {
    return x.shiftRight(32).multiply(BigInteger.valueOf(components)).shiftRight(32).intValueExact();
  }

  private static BigInteger unsigned(long value) {
    return BigInteger.valueOf(value).mod(TWO_64);
  }

  private static boolean open(BigInteger[] signature) {
    return Arrays.stream(signature).anyMatch(Objects::isNull);
  }
}

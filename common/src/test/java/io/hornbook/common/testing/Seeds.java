package io.hornbook.common.testing;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** The seed of a random test: printed, and taken from {@code -Dtest.seed} to repeat a failure. */
public final class Seeds {
  private Seeds() {}

  /** The seed of this run. */
  public static long seed() {
    String given = System.getProperty("test.seed", "");
    long seed = given.isEmpty() ? System.nanoTime() : Long.parseLong(given);
    System.out.println("seed of this test: -Dtest.seed=" + seed);
    return seed;
  }

  /** A generator under the seed of this run. */
  public static RandomGenerator random() {
    return random(seed());
  }

  /** A generator under a literal seed. */
  public static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("Xoroshiro128PlusPlus").create(seed);
  }
}

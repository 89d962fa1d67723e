package io.hornbook.common.generate;

import java.util.List;

/** Reads a number as digits, each in the base of the list that it chooses from. */
final class Digits {
  private long rest;

  Digits(long number) {
    this.rest = number;
  }

  /** The number of combinations of lists of these sizes. */
  static long product(int... sizes) {
    long product = 1;
    for (int size : sizes) {
      product = Math.multiplyExact(product, size);
    }
    return product;
  }

  /** What the next digit chooses. */
  <T> T choose(List<T> list) {
    T chosen = list.get((int) (rest % list.size()));
    rest /= list.size();
    return chosen;
  }
}

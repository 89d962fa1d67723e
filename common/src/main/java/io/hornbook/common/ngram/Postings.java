package io.hornbook.common.ngram;

import java.util.Arrays;

/** Where n-grams are, collected while an index is built: triples of n-gram, field and position. */
final class Postings {
  private long[] grams = new long[1024];
  private long[] places = new long[1024];
  private int size;

  void add(long gram, int field, int position) {
    if (size == grams.length) {
      grams = Arrays.copyOf(grams, 2 * size);
      places = Arrays.copyOf(places, 2 * size);
    }
    grams[size] = gram;
    places[size++] = ((long) field << 32) | position;
  }

  /** The table of what was added, the n-grams being of {@code n} words. */
  GramTable table(int n) {
    return new GramTable(n, Arrays.copyOf(grams, size), Arrays.copyOf(places, size));
  }
}

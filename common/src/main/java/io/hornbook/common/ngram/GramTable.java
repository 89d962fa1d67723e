package io.hornbook.common.ngram;

import java.io.Serializable;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The places of n-grams of one length: a one-word blocked Bloom filter, then open addressing with
 * linear probing at a load of at most one half, then the list of all places. Immutable.
 */
final class GramTable implements Serializable {
  /** Four n-grams a word of three bits each: about one "perhaps" in a hundred is false. */
  private static final int BLOOM_BITS_PER_GRAM = 16;

  private static final int EMPTY = -1;

  private final int n;
  private final long[] bloom;
  private final long[] keys;
  private final int[] ordinals;
  private final int[] offsets;
  private final long[] places;

  /** What is told of each n-gram of a text that is in the table. */
  @FunctionalInterface
  interface Hits {
    /**
     * One n-gram and one of its places.
     *
     * @param position the word of the text where the n-gram starts
     * @param field the field that has it
     * @param fieldPosition the word of the field where it starts
     */
    void hit(int position, int field, int fieldPosition);
  }

  /** Takes n-grams and the place of each, {@code field << 32 | position}. */
  GramTable(int n, long[] grams, long[] places) {
    this.n = n;
    keys = new long[capacity(2L * grams.length)];
    ordinals = new int[keys.length];
    bloom = new long[capacity((long) grams.length * BLOOM_BITS_PER_GRAM / Long.SIZE)];
    Arrays.fill(ordinals, EMPTY);
    int[] ordinalOf = new int[grams.length];
    int distinct = 0;
    for (int i = 0; i < grams.length; i++) {
      distinct = Math.max(distinct, insert(grams[i], distinct) + 1);
      ordinalOf[i] = ordinals[slot(grams[i])];
    }
    offsets = offsets(ordinalOf, distinct);
    this.places = grouped(places, ordinalOf, offsets);
  }

  /** How many different n-grams there are. */
  int size() {
    return offsets.length - 1;
  }

  /** How many places an n-gram has. */
  int places(long gram) {
    int ordinal = ordinals[slot(gram)];
    return ordinal == EMPTY ? 0 : offsets[ordinal + 1] - offsets[ordinal];
  }

  /** The number of an n-gram, in [0, {@link #size()}), or -1 for one that is not in the table. */
  int ordinal(long gram) {
    return ordinals[slot(gram)];
  }

  /** Tells of every field that has the n-gram of this number. */
  void forEachField(int ordinal, IntConsumer field) {
    for (int i = offsets[ordinal]; i < offsets[ordinal + 1]; i++) {
      field.accept((int) (places[i] >>> 32));
    }
  }

  /** Tells of every n-gram of a text that is in the table, in the order of the text. */
  void scan(WordStream words, Hits hits) {
    long[] prefixes = words.prefixes();
    long power = WordStream.power(n);
    for (int i = 0; i + n <= words.count(); i++) {
      long gram = WordStream.gram(prefixes, i, n, power);
      long bits = bits(gram);
      if ((bloom[block(gram)] & bits) == bits) {
        report(gram, i, hits);
      }
    }
  }

  private void report(long gram, int position, Hits hits) {
    int ordinal = ordinals[slot(gram)];
    if (ordinal == EMPTY) {
      return;
    }
    for (int i = offsets[ordinal]; i < offsets[ordinal + 1]; i++) {
      hits.hit(position, (int) (places[i] >>> 32), (int) places[i]);
    }
  }

  /** The n-gram's ordinal: the next one when it is new. */
  private int insert(long gram, int next) {
    int slot = slot(gram);
    if (ordinals[slot] == EMPTY) {
      keys[slot] = gram;
      ordinals[slot] = next;
      bloom[block(gram)] |= bits(gram);
    }
    return ordinals[slot];
  }

  /** The slot that holds the n-gram, or the empty one where it would be. */
  private int slot(long gram) {
    int slot = (int) gram & (keys.length - 1);
    while (ordinals[slot] != EMPTY && keys[slot] != gram) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }

  private int block(long gram) {
    return (int) (gram >>> 32) & (bloom.length - 1);
  }

  /** Three of a word's bits, from the low bits of the n-gram: shifts are modulo 64. */
  private static long bits(long gram) {
    return (1L << gram) | (1L << (gram >>> 6)) | (1L << (gram >>> 12));
  }

  /** The least power of two that is at least as much, and at least 8. */
  private static int capacity(long least) {
    return Integer.highestOneBit(Math.toIntExact(Math.max(least, 8)) * 2 - 1);
  }

  private static int[] offsets(int[] ordinalOf, int distinct) {
    int[] offsets = new int[distinct + 1];
    for (int ordinal : ordinalOf) {
      offsets[ordinal + 1]++;
    }
    for (int i = 0; i < distinct; i++) {
      offsets[i + 1] += offsets[i];
    }
    return offsets;
  }

  private static long[] grouped(long[] places, int[] ordinalOf, int[] offsets) {
    int[] next = offsets.clone();
    long[] grouped = new long[places.length];
    for (int i = 0; i < places.length; i++) {
      grouped[next[ordinalOf[i]]++] = places[i];
    }
    return grouped;
  }
}

package io.hornbook.jobs.export;

import io.hornbook.common.similarity.Overlap;
import io.hornbook.common.similarity.Threshold;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The shingles of the held-out documents, and who has them: tells whether another document is as
 * similar to one of them as a threshold says, exactly.
 *
 * <p>Memory: 12 bytes a shingle of a held-out document.
 */
final class HeldOutIndex implements Serializable {
  private static final long serialVersionUID = 1;

  private final Threshold threshold;
  private final int[] sizes;
  private final long[] shingles;
  private final int[] owners;

  /**
   * @param sets the shingle set of each held-out document, without repetition
   */
  HeldOutIndex(List<long[]> sets, Threshold threshold) {
    this.threshold = threshold;
    this.sizes = sets.stream().mapToInt(set -> set.length).toArray();
    long[] all = sets.stream().flatMapToLong(Arrays::stream).toArray();
    int[] of =
        IntStream.range(0, sets.size())
            .flatMap(set -> IntStream.generate(() -> set).limit(sizes[set]))
            .toArray();
    int[] order =
        IntStream.range(0, all.length)
            .boxed()
            .sorted(Comparator.comparingLong(i -> all[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    this.shingles = Arrays.stream(order).mapToLong(i -> all[i]).toArray();
    this.owners = Arrays.stream(order).map(i -> of[i]).toArray();
  }

  /**
   * Whether the document is near to one that is held out.
   *
   * @param set its shingles, without repetition; a document without any is near to none
   */
  boolean isNear(long[] set) {
    int[] common = new int[sizes.length];
    for (long shingle : set) {
      for (int i = first(shingle); i < shingles.length && shingles[i] == shingle; i++) {
        common[owners[i]]++;
      }
    }
    return IntStream.range(0, sizes.length)
        .filter(owner -> common[owner] > 0)
        .mapToObj(owner -> new Overlap(common[owner], set.length + sizes[owner] - common[owner]))
        .anyMatch(threshold::reachedBy);
  }

  /** Where a shingle stands for the first time, or where it would. */
  private int first(long shingle) {
    int low = 0;
    int high = shingles.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (shingles[middle] < shingle) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

package io.hornbook.common.classifier;

import io.hornbook.common.document.Sha256;
import io.hornbook.common.hash.Mix64;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** Which fold a group of texts belongs to. */
public final class Folds {
  private Folds() {}

  /**
   * The fold of a group by its identity and the seed alone, so that more labels move no text that
   * keeps its group to another fold; 0 to {@code count - 1}: {@code draw(seed, first eight bytes of
   * the group, big-endian)} of {@link Mix64}, unsigned, modulo {@code count}.
   *
   * @param group the group's identity, its smallest content_sha256
   * @param count how many folds there are, at least 2
   */
  public static int fold(Sha256 group, long seed, int count) {
    if (count < 2) {
      throw new IllegalArgumentException("Invalid folds: " + count + " (expected at least 2)");
    }
    long drawn = Mix64.draw(seed, ByteBuffer.wrap(group.bytes()).getLong());
    return (int) Long.remainderUnsigned(drawn, count);
  }

  /**
   * The folds of groups that differ much in size, such as repositories: the largest first, each to
   * the fold that holds the fewest texts so far; of equals, by their identity and to the first.
   *
   * @param sizes how many texts each group has
   * @param count how many folds there are, at least 2
   */
  public static Map<Sha256, Integer> balanced(Map<Sha256, Long> sizes, int count) {
    if (count < 2) {
      throw new IllegalArgumentException("Invalid folds: " + count + " (expected at least 2)");
    }
    long[] texts = new long[count];
    Map<Sha256, Integer> folds = new HashMap<>();
    sizes.entrySet().stream()
        .sorted(
            Map.Entry.<Sha256, Long>comparingByValue()
                .reversed()
                .thenComparing(group -> group.getKey().hex()))
        .forEach(
            group -> {
              int fold = smallest(texts);
              texts[fold] += group.getValue();
              folds.put(group.getKey(), fold);
            });
    return folds;
  }

  private static int smallest(long[] texts) {
    int smallest = 0;
    for (int fold = 1; fold < texts.length; fold++) {
      smallest = texts[fold] < texts[smallest] ? fold : smallest;
    }
    return smallest;
  }
}

package io.hornbook.common.classifier;

import io.hornbook.common.document.Sha256;
import io.hornbook.common.hash.Mix64;
import java.nio.ByteBuffer;

/**
 * Which fold a group of texts belongs to, by content and seed alone: more labels move no text that
 * keeps its group to another fold.
 */
public final class Folds {
  private Folds() {}

  /**
   * The fold, 0 to {@code count - 1}: {@code draw(seed, first eight bytes of the group,
   * big-endian)} of {@link Mix64}, unsigned, modulo {@code count}.
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
}

package io.hornbook.common.generate;

import java.util.Optional;

/**
 * A product of lists of constraints: every combination has a number.
 *
 * @param <C> a combination
 */
public interface Space<C> {
  /** The number of combinations, allowed ones and others. */
  long size();

  /**
   * The combination with a number, or nothing where it is not allowed.
   *
   * @param index 0 to {@link #size()} - 1
   */
  Optional<C> at(long index);
}

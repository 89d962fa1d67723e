package io.hornbook.common.generate;

import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Combinations of a space in a random order, each once. A longer sample begins with the shorter
 * ones of its seed, so that a run is extended by drawing on: from the position after its last draw.
 *
 * @param space what is drawn from
 * @param seed of the order
 */
public record Sample<C>(Space<C> space, long seed) {
  /**
   * A combination that was drawn.
   *
   * @param position in the order, from 0; positions of combinations that are not allowed are
   *     missing
   * @param index its number in the space
   */
  public record Draw<C>(long position, long index, C constraints) {}

  /**
   * What is drawn from a position on, lazily, to the end of the space.
   *
   * @param position 0 to the space's size
   */
  public Stream<Draw<C>> from(long position) {
    Permutation order = new Permutation(space.size(), seed);
    return LongStream.range(position, space.size())
        .mapToObj(at -> draw(at, order.at(at)))
        .flatMap(Optional::stream);
  }

  private Optional<Draw<C>> draw(long position, long index) {
    return space.at(index).map(constraints -> new Draw<>(position, index, constraints));
  }
}

package io.hornbook.common.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.generate.Sample.Draw;
import io.hornbook.common.testing.Seeds;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SampleTest {
  /** Numbers below a size; a multiple of three is not allowed. */
  private record Numbers(long size) implements Space<Long> {
    @Override
    public Optional<Long> at(long index) {
      return index % 3 == 0 ? Optional.empty() : Optional.of(index);
    }
  }

  @Test
  void drawsWhatIsAllowedOnce() {
    List<Long> drawn =
        new Sample<>(new Numbers(1000), Seeds.seed()).from(0).map(Draw::constraints).toList();
    List<Long> allowed = LongStream.range(0, 1000).filter(i -> i % 3 != 0).boxed().toList();
    assertThat(drawn).containsExactlyInAnyOrderElementsOf(allowed).isNotEqualTo(allowed);
  }

  @Test
  void isExtendedWithoutRepeatingItself() {
    Sample<Long> sample = new Sample<>(new Numbers(1L << 50), Seeds.seed());
    List<Draw<Long>> first = sample.from(0).limit(500).toList();
    long after = first.get(499).position() + 1;
    List<Draw<Long>> more = sample.from(after).limit(500).toList();
    List<Draw<Long>> longer = sample.from(0).limit(1000).toList();
    assertThat(longer.subList(0, 500)).isEqualTo(first);
    assertThat(longer.subList(500, 1000)).isEqualTo(more);
    Set<Long> drawn = new HashSet<>();
    first.forEach(draw -> drawn.add(draw.constraints()));
    more.forEach(draw -> drawn.add(draw.constraints()));
    assertThat(drawn).hasSize(1000);
  }

  @Test
  void isAnotherOneUnderAnotherSeed() {
    Numbers space = new Numbers(1L << 50);
    assertThat(new Sample<>(space, 1).from(0).limit(50).map(Draw::index))
        .doesNotContainAnyElementsOf(
            new Sample<>(space, 2).from(0).limit(50).map(Draw::index).toList());
  }
}

package io.hornbook.common.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  /** Of 400 examples 100 are marked: the share has a standard error of 0.0217. */
  @Test
  void coversAShareAsTheoryDoes() {
    Interval interval = shares(new Bootstrap(2_000, 7), 400, i -> i);

    assertThat(interval.low()).isEqualTo(0.25 - 1.96 * 0.0217, within(0.005));
    assertThat(interval.high()).isEqualTo(0.25 + 1.96 * 0.0217, within(0.005));
  }

  /** In groups of ten equals there are 40 draws: the error is more than three times as large. */
  @Test
  void drawsWholeGroups() {
    Interval interval = shares(new Bootstrap(2_000, 7), 400, i -> i / 10);

    assertThat(interval.high() - interval.low()).isEqualTo(2 * 1.96 * 0.0685, within(0.03));
  }

  @Test
  void theSameSeedGivesTheSameIntervals() {
    assertThat(shares(new Bootstrap(50, 1), 40, i -> i))
        .isEqualTo(shares(new Bootstrap(50, 1), 40, i -> i))
        .isNotEqualTo(shares(new Bootstrap(50, 2), 40, i -> i));
  }

  @Test
  void hasNoIntervalOfWhatIsSeldomDefined() {
    SortedMap<String, Interval> intervals =
        new Bootstrap(100, 3)
            .intervals(
                List.of(1, 2, 3),
                weights ->
                    Map.of(
                        "seldom",
                        weights[0] == 3 ? OptionalDouble.of(1) : OptionalDouble.empty(),
                        "always",
                        OptionalDouble.of(Arrays.stream(weights).sum())));

    assertThat(intervals).containsOnlyKeys("always").containsEntry("always", new Interval(3, 3));
    assertThat(new Bootstrap(100, 3).intervals(List.of(), weights -> Map.of())).isEmpty();
    assertThat(new Bootstrap(0, 3).intervals(List.of(1), weights -> Map.of())).isEmpty();
    assertThatThrownBy(() -> new Bootstrap(-1, 3))
        .hasMessage("Invalid bootstrap samples: -1 (expected 0 or more)");
  }

  private static Interval shares(Bootstrap bootstrap, int size, IntUnaryOperator group) {
    List<Integer> groups = IntStream.range(0, size).map(group).boxed().toList();
    return bootstrap
        .intervals(
            groups,
            weights -> {
              double marked = IntStream.range(0, size / 4).map(i -> weights[i]).sum();
              return Map.of("share", OptionalDouble.of(marked / Arrays.stream(weights).sum()));
            })
        .get("share");
  }
}

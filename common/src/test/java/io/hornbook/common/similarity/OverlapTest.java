package io.hornbook.common.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.testing.Seeds;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class OverlapTest {
  @Test
  void countsWhatIsCommonAndWhatIsThere() {
    assertThat(Overlap.of(new long[] {-5, 1, 3, 9}, new long[] {-5, 2, 3}))
        .isEqualTo(new Overlap(2, 5));
    assertThat(Overlap.of(new long[] {1}, new long[0])).isEqualTo(new Overlap(0, 1));
    assertThat(new Overlap(2, 5).jaccard()).isEqualTo(0.4);
  }

  @Test
  void equalsSetArithmetic() {
    RandomGenerator random = Seeds.random();
    for (int round = 0; round < 3_000; round++) {
      Set<Long> first = set(random, 1 + random.nextInt(40));
      Set<Long> second = set(random, random.nextInt(40));
      Set<Long> common = new HashSet<>(first);
      common.retainAll(second);
      Set<Long> either = new HashSet<>(first);
      either.addAll(second);
      assertThat(Overlap.of(array(first), array(second)))
          .isEqualTo(new Overlap(common.size(), either.size()));
    }
  }

  @Test
  void refusesTwoEmptySets() {
    assertThatThrownBy(() -> Overlap.of(new long[0], new long[0]))
        .hasMessage("Invalid overlap: 0 of 0 (expected at most all of at least 1)");
  }

  private static Set<Long> set(RandomGenerator random, int draws) {
    Set<Long> set = new TreeSet<>();
    random.longs(draws, -30, 30).forEach(set::add);
    return set;
  }

  private static long[] array(Set<Long> set) {
    return set.stream().mapToLong(Long::longValue).toArray();
  }
}

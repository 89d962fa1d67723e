package io.hornbook.common.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hornbook.common.label.Agreement.Pair;
import io.hornbook.common.testing.Seeds;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AgreementTest {
  /** Kappa from the whole 6 by 6 table of weights, as the paper has it. */
  private static double naiveKappa(List<Pair> pairs) {
    double observed = 0;
    double expected = 0;
    for (Pair a : pairs) {
      observed += Math.pow(a.first() - a.second(), 2) / pairs.size();
      for (Pair b : pairs) {
        expected += Math.pow(a.first() - b.second(), 2) / pairs.size() / pairs.size();
      }
    }
    return 1 - observed / expected;
  }

  @Test
  void equalsTheNaiveKappa() {
    RandomGenerator random = Seeds.random();
    for (int i = 0; i < 50; i++) {
      List<Pair> pairs =
          IntStream.range(0, 40)
              .mapToObj(j -> new Pair(random.nextInt(6), random.nextInt(6)))
              .toList();
      assertThat(Agreement.of(pairs).quadraticKappa().orElseThrow())
          .isCloseTo(naiveKappa(pairs), within(1e-9));
    }
  }

  @Test
  void isOneForEqualScoresAndMinusOneForOppositeOnes() {
    assertThat(Agreement.of(List.of(new Pair(0, 0), new Pair(5, 5))).quadraticKappa()).hasValue(1);
    assertThat(Agreement.of(List.of(new Pair(0, 5), new Pair(5, 0))).quadraticKappa()).hasValue(-1);
  }

  @Test
  void countsEqualAndNeighbouringScores() {
    Agreement agreement =
        Agreement.of(List.of(new Pair(1, 1), new Pair(1, 2), new Pair(3, 2), new Pair(0, 4)));
    assertThat(agreement.exact()).hasValue(0.25);
    assertThat(agreement.withinOne()).hasValue(0.75);
  }

  @Test
  void isAbsentWhereNothingCanBeSaid() {
    Agreement none = Agreement.of(List.of());
    assertThat(none.exact()).isEmpty();
    assertThat(none.quadraticKappa()).isEmpty();
    Agreement constant = Agreement.of(List.of(new Pair(2, 2), new Pair(2, 2)));
    assertThat(constant.quadraticKappa()).isEmpty();
    assertThat(constant.spearman()).isEmpty();
    assertThat(constant.exact()).hasValue(1);
  }
}

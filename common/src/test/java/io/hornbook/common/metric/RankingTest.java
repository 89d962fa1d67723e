package io.hornbook.common.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbook.common.testing.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RankingTest {
  private static final double[] SCORES = {0.9, 0.8, 0.8, 0.4, 0.1};
  private static final boolean[] POSITIVE = {true, true, false, false, true};

  @Test
  void countsATieAsHalfAPair() {
    // Pairs won: 0.9 over both, 0.8 over 0.4; tied: 0.8 with 0.8; lost: 0.1 twice.
    assertThat(Ranking.of(SCORES, POSITIVE).rocAuc()).hasValue(3.5 / 6);
  }

  @Test
  void takesTiedExamplesTogetherInAveragePrecision() {
    assertThat(Ranking.of(SCORES, POSITIVE).prAuc().orElseThrow())
        .isCloseTo((1 + 2.0 / 3 + 3.0 / 5) / 3, within(1e-15));
  }

  @Test
  void decidesAtOrAboveTheThreshold() {
    Ranking ranking = Ranking.of(SCORES, POSITIVE);

    assertThat(ranking.at(0.8)).isEqualTo(new Confusion(2, 1, 1, 1));
    assertThat(ranking.at(Math.nextUp(0.8))).isEqualTo(new Confusion(1, 0, 2, 2));
    assertThat(ranking.at(2)).isEqualTo(new Confusion(0, 0, 2, 3));
    assertThat(ranking.at(0)).isEqualTo(new Confusion(3, 2, 0, 0));
  }

  @Test
  void listsEveryThresholdThatDecidesDifferently() {
    assertThat(Ranking.of(SCORES, POSITIVE).table())
        .containsExactly(
            new ThresholdRow(0.1, new Confusion(3, 2, 0, 0)),
            new ThresholdRow(0.4, new Confusion(2, 2, 0, 1)),
            new ThresholdRow(0.8, new Confusion(2, 1, 1, 1)),
            new ThresholdRow(0.9, new Confusion(1, 0, 2, 2)));
  }

  @Test
  void findsTheHighestThresholdOfTheBestF1() {
    // At 0.9 one of three is found without error, at 0.8 two of three with one error, at 0.1 all.
    assertThat(Ranking.of(SCORES, POSITIVE).bestThreshold()).isEqualTo(0.1);
    assertThat(
            Ranking.of(new double[] {3, 2, 1}, new boolean[] {true, false, true}).bestThreshold())
        .isEqualTo(1);
    assertThat(Ranking.of(new double[] {3, 2}, new boolean[] {true, false}).bestThreshold())
        .isEqualTo(3);
    assertThat(Ranking.of(new double[] {3, 2}, new boolean[2]).bestThreshold())
        .isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void equalsTheDefinitionsOnRandomExamples() {
    RandomGenerator random = Seeds.random();
    for (int round = 0; round < 200; round++) {
      int size = 2 + random.nextInt(60);
      int levels = 1 + random.nextInt(20);
      double[] scores = random.doubles(size).map(x -> Math.floor(x * levels) - 5).toArray();
      boolean[] positive = new boolean[size];
      for (int i = 1; i < size; i++) {
        positive[i] = random.nextInt(4) == 0;
      }
      positive[size - 1] = true;
      Ranking ranking = Ranking.of(scores, positive);

      assertThat(ranking.rocAuc().orElseThrow())
          .isCloseTo(naiveRocAuc(scores, positive), within(1e-12));
      assertThat(ranking.prAuc().orElseThrow())
          .isCloseTo(naiveAveragePrecision(scores, positive), within(1e-12));
      double threshold = scores[0];
      assertThat(ranking.at(threshold)).isEqualTo(naiveConfusion(scores, positive, threshold));
    }
  }

  @Test
  void dependsOnNoOrderOfTheExamples() {
    double[] scores = {0.1, 0.4, 0.8, 0.9, 0.8};
    boolean[] positive = {true, false, true, true, false};

    assertThat(Ranking.of(scores, positive).prAuc())
        .isEqualTo(Ranking.of(SCORES, POSITIVE).prAuc());
  }

  @Test
  void tiesBothZeros() {
    assertThat(Ranking.of(new double[] {-0.0, 0.0}, new boolean[] {true, false}).rocAuc())
        .hasValue(0.5);
  }

  @Test
  void leavesOutWhatOneClassCannotDefine() {
    Ranking negatives = Ranking.of(new double[] {1, 2}, new boolean[2]);

    assertThat(negatives.rocAuc()).isEmpty();
    assertThat(negatives.prAuc()).isEmpty();
    assertThat(negatives.at(3).precision()).isEmpty();
    assertThat(negatives.at(3).recall()).isEmpty();
    assertThat(negatives.at(3).f1()).isEmpty();
    assertThat(negatives.at(3).accuracy()).hasValue(1);
    assertThat(Ranking.of(new double[0], new boolean[0]).table()).isEqualTo(List.of());
  }

  @Test
  void refusesWhatCannotBeRanked() {
    assertThatThrownBy(() -> Ranking.of(new double[] {Double.NaN}, new boolean[1]))
        .hasMessage("Invalid ranking: a score is NaN");
    assertThatThrownBy(() -> Ranking.of(new double[2], new boolean[1]))
        .hasMessage("Invalid ranking: 2 scores (expected one a label, 1)");
  }

  @Test
  void computesRatiosOfTheCounts() {
    Confusion confusion = new Confusion(6, 2, 10, 4);

    assertThat(confusion.precision()).hasValue(0.75);
    assertThat(confusion.recall()).hasValue(0.6);
    assertThat(confusion.f1().orElseThrow()).isCloseTo(2 * 0.75 * 0.6 / 1.35, within(1e-15));
    assertThatThrownBy(() -> new Confusion(0, -1, 0, 0)).hasMessageContaining("below 0");
  }

  private static double naiveRocAuc(double[] scores, boolean[] positive) {
    double won = 0;
    double pairs = 0;
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < scores.length; j++) {
        if (positive[i] && !positive[j]) {
          won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
          pairs++;
        }
      }
    }
    return won / pairs;
  }

  /** The mean, over the positive examples, of the precision at the example's own score. */
  private static double naiveAveragePrecision(double[] scores, boolean[] positive) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < scores.length; i++) {
      if (positive[i]) {
        sum += naiveConfusion(scores, positive, scores[i]).precision().orElseThrow();
        count++;
      }
    }
    return sum / count;
  }

  private static Confusion naiveConfusion(double[] scores, boolean[] positive, double threshold) {
    long[] counts = new long[4];
    for (int i = 0; i < scores.length; i++) {
      boolean taken = scores[i] >= threshold;
      counts[(taken ? 0 : 2) + (positive[i] == taken ? 0 : 1)]++;
    }
    assertThat(Arrays.stream(counts).sum()).isEqualTo(scores.length);
    return new Confusion(counts[0], counts[1], counts[2], counts[3]);
  }
}

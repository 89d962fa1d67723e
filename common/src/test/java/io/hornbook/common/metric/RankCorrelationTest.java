package io.hornbook.common.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbook.common.testing.Seeds;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RankCorrelationTest {
  @Test
  void isOneForTheSameOrderAndMinusOneForTheReverse() {
    double[] values = {3, 1, 2, 10};

    assertThat(RankCorrelation.spearman(values, new double[] {9, 7, 8, 100})).hasValue(1);
    assertThat(RankCorrelation.spearman(values, new double[] {-3, -1, -2, -10})).hasValue(-1);
  }

  @Test
  void sharesTheMeanRankAmongTies() {
    // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: 4.5 / sqrt(4.5 * 5).
    assertThat(
            RankCorrelation.spearman(new double[] {0, 5, 5, 6}, new double[] {1, 2, 3, 4})
                .orElseThrow())
        .isCloseTo(4.5 / Math.sqrt(4.5 * 5), within(1e-15));
  }

  @Test
  void isAbsentWhenOneSideIsConstant() {
    assertThat(RankCorrelation.spearman(new double[] {1, 1}, new double[] {1, 2})).isEmpty();
    assertThat(RankCorrelation.spearman(new double[0], new double[0])).isEmpty();
  }

  @Test
  void equalsPearsonOfTheMeanRanksOnRandomValues() {
    RandomGenerator random = Seeds.random();
    for (int round = 0; round < 100; round++) {
      int size = 5 + random.nextInt(50);
      double[] left = random.doubles(size).map(x -> Math.floor(8 * x)).toArray();
      double[] right = random.doubles(size).map(x -> Math.floor(5 * x)).toArray();
      left[0] = 100;
      right[0] = 100;

      assertThat(RankCorrelation.spearman(left, right).orElseThrow())
          .isCloseTo(pearson(ranks(left), ranks(right)), within(1e-12));
    }
  }

  @Test
  void refusesWhatCannotBeRanked() {
    assertThatThrownBy(
            () -> RankCorrelation.spearman(new double[] {Double.NaN, 1}, new double[] {1, 2}))
        .hasMessage("Invalid correlation: a value is NaN");
    assertThatThrownBy(() -> RankCorrelation.spearman(new double[1], new double[2]))
        .hasMessage("Invalid correlation: 1 values against 2");
  }

  private static double[] ranks(double[] values) {
    return Arrays.stream(values)
        .map(
            x ->
                Arrays.stream(values).filter(other -> other < x).count()
                    + (Arrays.stream(values).filter(other -> other == x).count() + 1) / 2.0)
        .toArray();
  }

  private static double pearson(double[] left, double[] right) {
    double leftMean = Arrays.stream(left).average().orElseThrow();
    double rightMean = Arrays.stream(right).average().orElseThrow();
    double product = 0;
    double leftSquares = 0;
    double rightSquares = 0;
    for (int i = 0; i < left.length; i++) {
      product += (left[i] - leftMean) * (right[i] - rightMean);
      leftSquares += (left[i] - leftMean) * (left[i] - leftMean);
      rightSquares += (right[i] - rightMean) * (right[i] - rightMean);
    }
    return product / Math.sqrt(leftSquares * rightSquares);
  }
}

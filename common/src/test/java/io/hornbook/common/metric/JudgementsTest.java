package io.hornbook.common.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbook.common.testing.Seeds;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JudgementsTest {
  @Test
  void readsEverythingFromOneRanking() {
    Evaluation evaluation =
        new Judgements(
                new boolean[] {true, true, false},
                new double[] {4, 3, 1},
                new double[] {0.9, 0.6, 0.7},
                new boolean[] {true, false, true},
                new double[0])
            .evaluation();

    assertThat(evaluation.rocAuc()).hasValue(0.5);
    assertThat(evaluation.spearman()).hasValue(0.5);
    assertThat(evaluation.confusion()).isEqualTo(new Confusion(1, 1, 0, 1));
    assertThat(evaluation.scoreError()).isEmpty();
  }

  /** The oracle: the examples written out as often as their weights say, measured one by one. */
  @Test
  void aWeightStandsForSoManyExamples() {
    Random random = new Random(Seeds.seed());
    for (int round = 0; round < 200; round++) {
      int size = 1 + random.nextInt(12);
      double[] scores = random.ints(size, 0, 4).asDoubleStream().toArray();
      double[] predictions = random.ints(size, 0, 5).mapToDouble(i -> i / 4.0).toArray();
      int[] weights = random.ints(size, 0, 3).toArray();
      Evaluation weighted = judgements(scores, predictions).evaluation(weights);
      int[] rows =
          IntStream.range(0, size)
              .flatMap(i -> IntStream.generate(() -> i).limit(weights[i]))
              .toArray();
      double[] allScores = Arrays.stream(rows).mapToDouble(i -> scores[i]).toArray();
      double[] all = Arrays.stream(rows).mapToDouble(i -> predictions[i]).toArray();
      Ranking ranking = Ranking.of(all, positives(allScores));

      assertThat(weighted.rocAuc()).isEqualTo(ranking.rocAuc());
      assertThat(weighted.prAuc()).isEqualTo(ranking.prAuc());
      assertThat(weighted.confusion()).isEqualTo(ranking.at(0.5));
      OptionalDouble spearman = RankCorrelation.spearman(all, allScores);
      assertThat(weighted.spearman().isPresent()).isEqualTo(spearman.isPresent());
      assertThat(weighted.spearman().orElse(0)).isCloseTo(spearman.orElse(0), within(1e-12));
    }
  }

  @Test
  void refusesWhatDoesNotFitTogether() {
    assertThatThrownBy(() -> judgements(new double[2], new double[3]))
        .hasMessage(
            "Invalid judgements: 2 labels, 2 scores, 3 predictions, 3 decisions, 0 predicted scores");
    assertThatThrownBy(() -> judgements(new double[1], new double[] {Double.NaN}))
        .hasMessage("Invalid measurement: a value is NaN");
  }

  private static Judgements judgements(double[] scores, double[] predictions) {
    boolean[] taken = new boolean[predictions.length];
    for (int i = 0; i < taken.length; i++) {
      taken[i] = predictions[i] >= 0.5;
    }
    return new Judgements(positives(scores), scores, predictions, taken, new double[0]);
  }

  private static boolean[] positives(double[] scores) {
    boolean[] positives = new boolean[scores.length];
    for (int i = 0; i < scores.length; i++) {
      positives[i] = scores[i] >= 3;
    }
    return positives;
  }
}

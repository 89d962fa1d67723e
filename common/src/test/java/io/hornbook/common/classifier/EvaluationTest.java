package io.hornbook.common.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.document.Sha256;
import io.hornbook.common.metric.Confusion;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  @Test
  void readsEverythingFromOneRanking() {
    List<Example> examples =
        List.of(example(0, 4, 10, 0.9), example(1, 3, 10, 0.6), example(0, 1, 10, 0.7));

    Evaluation evaluation = Evaluation.of(examples, 0.65);

    assertThat(evaluation.rocAuc()).hasValue(0.5);
    assertThat(evaluation.spearman()).hasValue(0.5);
    assertThat(evaluation.confusion()).isEqualTo(new Confusion(1, 1, 0, 1));
  }

  @Test
  void judgesAnExampleByTheBestThresholdOfTheOtherFolds() {
    List<Example> examples =
        List.of(
            example(0, 5, 1, 0.9),
            example(0, 0, 1, 0.5),
            example(1, 5, 1, 0.4),
            example(1, 0, 1, 0.2));

    // Fold 0 is judged at 0.4, which is best in fold 1; fold 1 at 0.9, which is best in fold 0.
    assertThat(Evaluation.acrossFolds(examples).confusion()).isEqualTo(new Confusion(1, 1, 1, 1));
    assertThat(Evaluation.ranking(examples).bestThreshold()).isEqualTo(0.4);
  }

  @Test
  void learnsFromTheOtherFoldsWhetherLongerIsBetter() {
    List<Example> longer = new ArrayList<>();
    List<Example> shorter = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      longer.add(example(i % 4, i < 20 ? 0 : 4, 100 + i, 0));
      shorter.add(example(i % 4, i < 20 ? 4 : 0, 100 + i, 0));
    }

    for (List<Example> examples : List.of(longer, shorter)) {
      Evaluation evaluation = Baselines.length(examples);
      assertThat(evaluation.rocAuc().orElseThrow()).isGreaterThan(0.99);
      assertThat(evaluation.confusion().f1().orElseThrow()).isGreaterThan(0.95);
    }
  }

  @Test
  void findsNothingInLengthsThatSayNothing() {
    Random random = new Random(5);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      examples.add(example(i % 5, random.nextInt(6), random.nextInt(10_000), 0));
    }

    assertThat(Baselines.length(examples).rocAuc().orElseThrow()).isBetween(0.45, 0.55);
  }

  @Test
  void predictsTheCommonerClassOfTheOtherFolds() {
    List<Example> examples =
        List.of(example(0, 5, 1, 0), example(1, 0, 1, 0), example(1, 0, 1, 0), example(2, 5, 1, 0));

    // Fold 0 sees 1 of 3 positive, fold 1 2 of 2, fold 2 1 of 3.
    assertThat(Baselines.majority(examples).confusion()).isEqualTo(new Confusion(0, 2, 0, 2));
  }

  @Test
  void refusesAPredictionThatIsNoProbability() {
    assertThatThrownBy(() -> example(0, 1, 1, Double.NaN))
        .hasMessage("Invalid prediction: NaN (expected 0 to 1)");
  }

  private static Example example(int fold, int score, long bytes, double prediction) {
    Sha256 text = Sha256.of(fold + " " + score + " " + bytes);
    return new Example(text, text, fold, score, score >= 3, bytes, prediction);
  }
}

package io.hornbook.common.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbook.common.document.Sha256;
import io.hornbook.common.metric.Bootstrap;
import io.hornbook.common.metric.Confusion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MeasurementTest {
  private static final Bootstrap NONE = new Bootstrap(0, 1);

  @Test
  void judgesAnExampleByTheBestThresholdOfTheOtherFolds() {
    List<Example> examples =
        List.of(
            example(0, 5, 1, 0.9),
            example(0, 0, 1, 0.5),
            example(1, 5, 1, 0.4),
            example(1, 0, 1, 0.2));

    Measurement measured = new Measurement(examples, NONE, false);

    // Fold 0 is judged at 0.4, which is best in fold 1; fold 1 at 0.9, which is best in fold 0.
    assertThat(measured.quality().confusion()).isEqualTo(new Confusion(1, 1, 1, 1));
    assertThat(measured.ranking().bestThreshold()).isEqualTo(0.4);
    assertThat(measured.folds().get(0).confusion()).isEqualTo(new Confusion(1, 1, 0, 0));
    assertThat(measured.quality().scoreError()).isEmpty();
    assertThat(measured.quality().balancedError()).hasValue(0.5);
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
      Quality length = baselines(examples).get("length");
      assertThat(length.rocAuc().orElseThrow()).isGreaterThan(0.99);
      assertThat(length.f1().orElseThrow()).isGreaterThan(0.95);
    }
  }

  @Test
  void findsNothingInLengthsThatSayNothing() {
    Random random = new Random(5);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      examples.add(example(i % 5, random.nextInt(6), random.nextInt(10_000), 0));
    }

    assertThat(baselines(examples).get("length").rocAuc().orElseThrow()).isBetween(0.45, 0.55);
  }

  @Test
  void predictsTheCommonerClassOfTheOtherFolds() {
    List<Example> examples =
        List.of(example(0, 5, 1, 0), example(1, 0, 1, 0), example(1, 0, 1, 0), example(2, 5, 1, 0));

    // Fold 0 sees 1 of 3 positive, fold 1 2 of 2, fold 2 1 of 3.
    assertThat(baselines(examples).get("majority").confusion())
        .isEqualTo(new Confusion(0, 2, 0, 2));
  }

  @Test
  void takesAllButTheLongestOfAHundred() {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      examples.add(example(i % 2, i % 4 < 2 ? 4 : 0, 1 + i / 2, 0));
    }

    // Of lengths 1 to 100 in each fold, 98 are not exceeded by 98 % of the other fold's.
    assertThat(baselines(examples).get("longest_two_percent").confusion())
        .isEqualTo(new Confusion(98, 98, 2, 2));
  }

  @Test
  void predictsByCommentsWhereTheyAreKnown() {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      OptionalDouble comments =
          i % 4 < 2 ? OptionalDouble.of(0.1 + i / 1000.0) : OptionalDouble.empty();
      examples.add(example(i % 2, i % 4 < 2 ? 4 : 0, new Traits("s", "l", 1, comments), 0));
    }

    assertThat(baselines(examples).get("comment_share").rocAuc().orElseThrow()).isEqualTo(1);
  }

  @Test
  void slicesBySourceLanguageAndLength() {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Traits traits =
          new Traits(i < 10 ? "a" : "b", i < 5 ? null : "c", i / 2, OptionalDouble.empty());
      examples.add(example(i % 2, i % 3, traits, i / 40.0));
    }
    Measurement measured = new Measurement(examples, NONE, false);

    assertThat(measured.sources().get("a").texts()).isEqualTo(10);
    assertThat(measured.sources().get("b").texts()).isEqualTo(30);
    assertThat(measured.languages()).containsOnlyKeys("c", "unknown");
    assertThat(measured.lengthDeciles()).hasSize(10);
    assertThat(measured.lengthDeciles().get(9).fromBytes()).isEqualTo(18);
    assertThat(measured.lengthDeciles().get(9).toBytes()).isEqualTo(19);
    assertThat(measured.lengthDeciles()).allMatch(slice -> slice.quality().texts() == 4);
  }

  @Test
  void drawsTheCalibrationCurveByTenths() {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      examples.add(example(i % 5, i < 40 ? 4 : 0, i, 0.75));
    }
    examples.add(example(0, 5, 1000, 1));
    List<CalibrationBin> curve =
        new Measurement(examples, new Bootstrap(500, 3), false).calibration();

    assertThat(curve).hasSize(2);
    assertThat(curve.get(0).from()).isEqualTo(0.7);
    assertThat(curve.get(0).meanPrediction()).isEqualTo(0.75);
    assertThat(curve.get(0).positiveShare()).isEqualTo(0.4);
    // Two standard deviations of a share of 0.4 among 100.
    assertThat(curve.get(0).interval().orElseThrow().low()).isEqualTo(0.3, within(0.03));
    assertThat(curve.get(0).interval().orElseThrow().high()).isEqualTo(0.5, within(0.03));
    assertThat(curve.get(1).from()).isEqualTo(0.9);
  }

  @Test
  void weighsThePredictedScoreOfEachLevelAlike() {
    List<Example> examples =
        List.of(
            example(0, 0, 1, 0.2),
            example(0, 0, 2, 0.2),
            example(1, 0, 3, 0.2),
            example(1, 5, 4, 0.4));

    // Predicted scores are 1, 1, 1 and 2: errors of 1 at level 0, and of 3 at level 5.
    assertThat(new Measurement(examples, NONE, true).quality().scoreError()).hasValue(2);
  }

  @Test
  void judgesByTheCandidateThatIsBestElsewhere() {
    Map<String, List<Example>> predicted = new LinkedHashMap<>();
    predicted.put(
        "first",
        List.of(
            example(0, 5, 1, 0.9),
            example(0, 0, 1, 0.1),
            example(1, 5, 1, 0.2),
            example(1, 0, 1, 0.3)));
    predicted.put(
        "second",
        List.of(
            example(0, 5, 1, 0.4),
            example(0, 0, 1, 0.5),
            example(1, 5, 1, 0.8),
            example(1, 0, 1, 0.7)));
    Candidates<String> candidates = new Candidates<>(predicted);

    // The first is right in fold 0 alone, so it judges fold 1, where it is wrong; and so on.
    assertThat(candidates.acrossFolds().stream().map(Example::prediction))
        .containsExactly(0.4, 0.5, 0.2, 0.3);
    assertThat(candidates.best()).isEqualTo("first");
  }

  @Test
  void refusesAPredictionThatIsNoProbability() {
    assertThatThrownBy(() -> example(0, 1, 1, Double.NaN))
        .hasMessage("Invalid prediction: NaN (expected 0 to 1)");
  }

  private static Map<String, Quality> baselines(List<Example> examples) {
    return new Measurement(examples, NONE, false).baselines();
  }

  private static Example example(int fold, int score, long bytes, double prediction) {
    return example(fold, score, new Traits("s", "l", bytes, OptionalDouble.empty()), prediction);
  }

  private static Example example(int fold, int score, Traits traits, double prediction) {
    Sha256 text = Sha256.of(fold + " " + score + " " + traits);
    return new Example(text, text, fold, score, score >= 3, traits, prediction);
  }
}

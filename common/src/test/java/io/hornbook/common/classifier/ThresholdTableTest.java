package io.hornbook.common.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.classifier.ThresholdTable.Kept;
import io.hornbook.common.classifier.ThresholdTable.Labelled;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.failure.DataException;
import io.hornbook.common.rule.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ThresholdTableTest {
  private static final List<Labelled> LABELLED =
      List.of(labelled(0.7, 1, 0.25), labelled(0.1, 0.25, 1), labelled(0.3, 0.5, 0.75));

  /** Ten documents of ten tokens at 0.05, 0.15, … 0.95. */
  private static ThresholdTable table() {
    long[] documents = new long[1001];
    long[] tokens = new long[1001];
    for (int i = 0; i < 10; i++) {
      documents[50 + 100 * i] = 1;
      tokens[50 + 100 * i] = 10;
    }
    return ThresholdTable.of(documents, tokens, LABELLED);
  }

  @Test
  void saysWhatEveryThresholdKeeps() {
    ThresholdTable table = table();

    assertThat(table.rows().get(0))
        .isEqualTo(new Kept(0, 10, 100, OptionalDouble.of(0.25), OptionalDouble.of(1)));
    assertThat(table.rows().get(151))
        .isEqualTo(new Kept(0.151, 8, 80, OptionalDouble.of(0.5), OptionalDouble.of(0.75)));
    assertThat(table.rows().get(300).precision()).hasValue(0.5);
    assertThat(table.rows().get(301).precision()).hasValue(1);
    assertThat(table.rows().get(1000))
        .isEqualTo(new Kept(1, 0, 0, OptionalDouble.empty(), OptionalDouble.of(0)));
  }

  @Test
  void findsTheLowestThresholdThatKeepsLittleEnough() {
    assertThat(table().choose(new ThresholdChoice.KeepShare(0.3)).threshold()).isEqualTo(0.651);
    assertThat(table().choose(new ThresholdChoice.KeepShare(1)).threshold()).isZero();
    assertThat(table().choose(new ThresholdChoice.Tokens(25)).threshold()).isEqualTo(0.751);
  }

  @Test
  void findsThePreciseAndTheBestThreshold() {
    assertThat(table().choose(new ThresholdChoice.Precision(0.5)).threshold()).isEqualTo(0.101);
    // F1 is 0.4, 0.6 and 0.4.
    assertThat(table().choose(new ThresholdChoice.BestF1()).threshold()).isEqualTo(0.3);
  }

  @Test
  void refusesWhatNoThresholdHas() {
    ThresholdTable unknown = ThresholdTable.of(new long[1001], new long[1001], List.of());
    long[] best = new long[1001];
    best[1000] = 5;

    assertThat(unknown.rows().get(0).recall()).isEmpty();
    assertThatThrownBy(() -> unknown.choose(new ThresholdChoice.BestF1()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Cannot choose a threshold: none has an F1 on labelled texts (thresholds.json of job score holds what each keeps)");
    assertThatThrownBy(
            () -> ThresholdTable.of(best, best, List.of()).choose(new ThresholdChoice.Tokens(4)))
        .hasMessageStartingWith("Cannot choose a threshold: none keeps 4 tokens at most");
    assertThatThrownBy(() -> new ThresholdChoice.KeepShare(0))
        .hasMessage("Invalid share: 0.0 (expected in (0, 1])");
  }

  /** The counts are those of the verdicts: both compare millionths. */
  @Test
  void countsWhatTheVerdictKeeps() {
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      int threshold = random.nextInt(1001);
      double quality = threshold / 1000.0 + random.nextInt(-3, 4) * 2.5e-7;
      if (quality >= 0 && quality <= 1) {
        boolean kept =
            Verdict.of(
                    new Verdict.Evidence(
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        OptionalDouble.of(quality),
                        false),
                    new Verdict.Thresholds(threshold / 1000.0))
                .isKept();
        assertThat(ThresholdTable.part(quality) >= threshold).isEqualTo(kept);
      }
    }
  }

  @Test
  void isReadBackAsItWasWritten() {
    assertThat(ThresholdTable.parse(table().json())).isEqualTo(table());
    assertThatThrownBy(() -> ThresholdTable.parse("[".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("Cannot read the table of thresholds:");
  }

  private static Labelled labelled(double threshold, double precision, double recall) {
    return new Labelled(threshold, OptionalDouble.of(precision), OptionalDouble.of(recall));
  }
}

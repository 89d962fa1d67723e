package io.hornbook.common.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.rule.Verdict.Evidence;
import io.hornbook.common.rule.Verdict.Thresholds;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static List<String> reasons(
      List<String> gates, String duplicate, Double quality, boolean contaminated) {
    Evidence evidence =
        new Evidence(
            Optional.empty(),
            gates,
            Optional.ofNullable(duplicate),
            quality == null ? OptionalDouble.empty() : OptionalDouble.of(quality),
            contaminated);
    return Verdict.of(evidence, new Thresholds(0.5)).reasons();
  }

  @Test
  void keepsWhatNothingSpeaksAgainst() {
    assertThat(reasons(List.of(), null, 0.5, false)).isEmpty();
  }

  @Test
  void givesAllReasonsInOrder() {
    assertThat(reasons(List.of(), null, 0.499, true))
        .containsExactly(Verdict.CONTAMINATED, Verdict.LOW_QUALITY);
    assertThat(reasons(List.of("empty"), Verdict.NEAR_DUPLICATE, null, false))
        .containsExactly("empty", Verdict.NEAR_DUPLICATE);
  }

  @Test
  void anOptOutComesFirstAndNeedsNoScore() {
    Evidence evidence =
        new Evidence(
            Optional.of(Verdict.OPTED_OUT),
            List.of("empty"),
            Optional.empty(),
            OptionalDouble.empty(),
            true);
    assertThat(Verdict.of(evidence, new Thresholds(0.5)).reasons())
        .containsExactly("opted_out", "empty", "contaminated");
  }

  @Test
  void comparesInMillionths() {
    assertThat(reasons(List.of(), null, 0.4999999, false)).isEmpty();
    assertThat(reasons(List.of(), null, 0.499999, false)).containsExactly(Verdict.LOW_QUALITY);
  }

  @Test
  void aSurvivorWithoutAScoreIsNeverKept() {
    assertThat(reasons(List.of(), null, null, false)).containsExactly(Verdict.NO_SCORE);
  }

  @Test
  void aDroppedDocumentNeedsNoScore() {
    assertThat(reasons(List.of("empty"), null, null, false)).containsExactly("empty");
    assertThat(reasons(List.of(), Verdict.EXACT_DUPLICATE, null, false))
        .containsExactly(Verdict.EXACT_DUPLICATE);
  }

  @Test
  void refusesAThresholdThatIsNoShare() {
    assertThatThrownBy(() -> new Thresholds(1.1)).hasMessageContaining("expected 0 to 1");
    assertThatThrownBy(() -> new Thresholds(Double.NaN)).hasMessageContaining("expected 0 to 1");
  }
}

package io.hornbook.common.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class ThresholdTest {
  private static final Threshold SEVEN_TENTHS = Threshold.of(new BigDecimal("0.70"));

  @Test
  void isTheDecimalThatWasWritten() {
    assertThat(SEVEN_TENTHS).isEqualTo(new Threshold(7, 10));
    assertThat(Threshold.of(new BigDecimal("0.123456789")))
        .isEqualTo(new Threshold(123_456_789, 1_000_000_000));
    assertThat(Threshold.of(BigDecimal.ONE)).isEqualTo(new Threshold(1, 1));
    assertThat(SEVEN_TENTHS.value()).isEqualTo(0.7);
  }

  @Test
  void isReachedAtEquality() {
    assertThat(SEVEN_TENTHS.reachedBy(new Overlap(7, 10))).isTrue();
    assertThat(SEVEN_TENTHS.reachedBy(new Overlap(1_400_000_000, 2_000_000_000))).isTrue();
    assertThat(SEVEN_TENTHS.reachedBy(new Overlap(1_399_999_999, 2_000_000_000))).isFalse();
  }

  @Test
  void sizesThatDifferTooMuchCannotReachIt() {
    assertThat(SEVEN_TENTHS.reachableBy(7, 10)).isTrue();
    assertThat(SEVEN_TENTHS.reachableBy(10, 7)).isTrue();
    assertThat(SEVEN_TENTHS.reachableBy(69, 100)).isFalse();
  }

  @Test
  void refusesWhatIsNoSimilarity() {
    for (String value : new String[] {"0", "-0.1", "1.1", "0.1234567891"}) {
      assertThatThrownBy(() -> Threshold.of(new BigDecimal(value)))
          .hasMessage(
              "Invalid threshold: "
                  + value
                  + " (expected above 0 and at most 1, with at most nine decimals)");
    }
    assertThatThrownBy(() -> new Threshold(2, 1)).hasMessageContaining("2/1");
  }
}

package io.hornbook.common.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.label.Agreement.Pair;
import io.hornbook.common.metric.Bootstrap;
import java.util.List;
import org.junit.jupiter.api.Test;

class CeilingTest {
  @Test
  void isTheAgreementOfScoresAndOfClasses() {
    Ceiling ceiling =
        Ceiling.of(
            List.of(new Pair(3, 4), new Pair(3, 2), new Pair(0, 0), new Pair(1, 3)),
            3,
            new Bootstrap(100, 1));

    assertThat(ceiling.pairs()).isEqualTo(4);
    assertThat(ceiling.exact()).hasValue(0.25);
    assertThat(ceiling.withinOne()).hasValue(0.75);
    assertThat(ceiling.f1()).hasValue(0.5);
    assertThat(ceiling.balancedError()).hasValue(0.5);
    assertThat(ceiling.intervals()).containsKeys("exact", "f1", "spearman");
  }

  @Test
  void isEmptyWithoutPairs() {
    Ceiling ceiling = Ceiling.of(List.of(), 3, new Bootstrap(100, 1));

    assertThat(ceiling.pairs()).isZero();
    assertThat(ceiling.f1()).isEmpty();
    assertThat(ceiling.intervals()).isEmpty();
  }
}

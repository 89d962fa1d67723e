package io.hornbook.common.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.testing.Seeds;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ShingleSummaryTest {
  @Test
  void countsDistinctShinglesLikeTheSet() {
    RandomGenerator random = Seeds.random();
    for (int round = 0; round < 2_000; round++) {
      long[] sequence = random.longs(random.nextInt(60), -20, 20).toArray();
      assertThat(ShingleSummary.of(sequence).distinct())
          .isEqualTo((int) Arrays.stream(sequence).distinct().count());
    }
  }

  @Test
  void leavesTheDistinctShinglesInFront() {
    long[] shingles = {7, 0, 7, -3, 0, 9};
    assertThat(ShingleSummary.ofCompacted(shingles))
        .isEqualTo(ShingleSummary.of(new long[] {7, 0, -3, 9}));
    assertThat(Arrays.copyOf(shingles, 4)).containsExactly(7, 0, -3, 9);
  }

  @Test
  void neitherOrderNorRepetitionMatters() {
    assertThat(ShingleSummary.of(new long[] {0, 5, 9, 5, 0}))
        .isEqualTo(ShingleSummary.of(new long[] {9, 5, 0}));
  }

  @Test
  void differentSetsDiffer() {
    assertThat(ShingleSummary.of(new long[] {1, 2}))
        .isNotEqualTo(ShingleSummary.of(new long[] {1, 3}));
    assertThat(ShingleSummary.of(new long[] {0})).isNotEqualTo(ShingleSummary.of(new long[0]));
  }

  @Test
  void keepsShinglesApartThatShareASlot() {
    assertThat(ShingleSummary.of(new long[] {1, 1L << 32 | 1, 1L << 40 | 1, 1}).distinct())
        .isEqualTo(3);
  }

  @Test
  void isPersistedAndNeverChanges() {
    assertThat(ShingleSummary.of(new long[] {1, 2, 3}))
        .isEqualTo(new ShingleSummary(3, 0xEE1092B9C99737C7L, 0xF4B31064E95CA50AL));
  }
}

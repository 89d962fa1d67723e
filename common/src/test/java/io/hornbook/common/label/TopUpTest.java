package io.hornbook.common.label;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.testing.Seeds;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TopUpTest {
  @Test
  void takesWhatAStratumLacksAndNothingWhereItHasEnough() {
    // A whole sample of 12 of 60 has 4 of each stratum: b has them, c has one too many.
    SortedMap<String, Long> quotas =
        SampleQuotas.topUp(Map.of("a", 20L, "b", 16L, "c", 15L), Map.of("b", 4L, "c", 5L), 12);
    assertThat(quotas).isEqualTo(Map.of("a", 3L));
  }

  @Test
  void takesNothingWhenTheSampleIsComplete() {
    assertThat(SampleQuotas.topUp(Map.of("a", 5L), Map.of("a", 7L), 7)).isEmpty();
    assertThat(SampleQuotas.topUp(Map.of("a", 5L), Map.of("gone", 9L), 7)).isEmpty();
  }

  @Test
  void neverTakesMoreThanThereIsOrThanIsLeft() {
    RandomGenerator random = Seeds.random();
    for (int i = 0; i < 200; i++) {
      Map<String, Long> sizes = new TreeMap<>();
      Map<String, Long> labelled = new TreeMap<>();
      for (int stratum = 0; stratum < 8; stratum++) {
        sizes.put("s" + stratum, 1L + random.nextInt(50));
        labelled.put("s" + (stratum + 2), (long) random.nextInt(20));
      }
      long before = labelled.values().stream().mapToLong(Long::longValue).sum();
      long sample = before + random.nextInt(100);
      SortedMap<String, Long> quotas = SampleQuotas.topUp(sizes, labelled, sample);
      quotas.forEach((stratum, quota) -> assertThat(quota).isLessThanOrEqualTo(sizes.get(stratum)));
      assertThat(quotas.values().stream().mapToLong(Long::longValue).sum())
          .isLessThanOrEqualTo(sample - before);
    }
  }
}

package io.hornbook.common.label;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.testing.Seeds;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SampleQuotasTest {
  @Test
  void takesInProportionAndGivesTheRestToTheLargestRemainders() {
    assertThat(SampleQuotas.of(Map.of("a", 50L, "b", 30L, "c", 20L), 10))
        .isEqualTo(Map.of("a", 5L, "b", 3L, "c", 2L));
    assertThat(SampleQuotas.of(Map.of("a", 5L, "b", 3L, "c", 1L), 4))
        .isEqualTo(Map.of("a", 2L, "b", 1L, "c", 1L));
  }

  @Test
  void takesEverythingIfThereIsNoMore() {
    assertThat(SampleQuotas.of(Map.of("a", 2L, "b", 1L), 3)).isEqualTo(Map.of("a", 2L, "b", 1L));
    assertThat(SampleQuotas.of(Map.of("a", 2L), 100)).isEqualTo(Map.of("a", 2L));
    assertThat(SampleQuotas.of(Map.<String, Long>of(), 100)).isEmpty();
  }

  @Test
  void staysWithinOneOfEachShareAndSumsToTheSample() {
    RandomGenerator random = Seeds.random();
    for (int i = 0; i < 300; i++) {
      Map<Integer, Long> sizes = new TreeMap<>();
      for (int s = 0; s < 1 + random.nextInt(40); s++) {
        sizes.put(s, random.nextLong(1, 1L << (1 + random.nextInt(40))));
      }
      long all = sizes.values().stream().mapToLong(Long::longValue).sum();
      long sample = random.nextLong(1, Math.min(all, 200_000) + 1);
      Map<Integer, Long> quotas = SampleQuotas.of(sizes, sample);
      assertThat(quotas.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(sample);
      quotas.forEach(
          (stratum, quota) -> {
            assertThat(quota).isBetween(0L, sizes.get(stratum));
            double exact = (double) sizes.get(stratum) * sample / all;
            assertThat((double) quota).isBetween(exact - 1.001, exact + 1.001);
          });
    }
  }
}

package io.hornbook.common.hash;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.testing.Seeds;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class Mix64Test {
  @Test
  void isPersistedAndNeverChanges() {
    assertThat(Mix64.mix(0)).isZero();
    assertThat(Mix64.mix(1)).isEqualTo(0xB456BCFC34C2CB2CL);
    assertThat(Mix64.mix(-1)).isEqualTo(0x64B5720B4B825F21L);
  }

  @Test
  void everyInputBitFlipsEveryOutputBitHalfOfTheTime() {
    RandomGenerator random = Seeds.random(20230620);
    int[] flips = new int[Long.SIZE * Long.SIZE];
    int rounds = 4_000;
    for (int round = 0; round < rounds; round++) {
      count(random.nextLong(), flips);
    }
    // Six standard deviations of a fair coin.
    double bound = 6 * Math.sqrt(rounds) / 2;
    assertThat(Arrays.stream(flips).map(n -> Math.abs(n - rounds / 2)).max().orElseThrow())
        .isLessThan((int) bound);
  }

  private static void count(long value, int[] flips) {
    for (int pair = 0; pair < flips.length; pair++) {
      long changed = Mix64.mix(value) ^ Mix64.mix(value ^ (1L << (pair / Long.SIZE)));
      flips[pair] += (int) (changed >>> (pair % Long.SIZE) & 1);
    }
  }
}

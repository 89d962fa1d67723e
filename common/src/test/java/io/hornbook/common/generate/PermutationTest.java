package io.hornbook.common.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.testing.Seeds;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PermutationTest {
  @Test
  void takesEveryNumberOnce() {
    RandomGenerator random = Seeds.random();
    for (int size = 1; size <= 300; size++) {
      assertThatEveryNumberIsTaken(size, random.nextLong());
    }
    for (int size : new int[] {1023, 1024, 1025, 4095, 4096, 4097, 65_537}) {
      assertThatEveryNumberIsTaken(size, random.nextLong());
    }
  }

  private static void assertThatEveryNumberIsTaken(int size, long seed) {
    Permutation permutation = new Permutation(size, seed);
    BitSet taken = new BitSet(size);
    for (int i = 0; i < size; i++) {
      taken.set((int) permutation.at(i));
    }
    assertThat(taken.cardinality()).as("of %d under %d", size, seed).isEqualTo(size);
    assertThat(taken.length()).isEqualTo(size);
  }

  @Test
  void doesNotRepeatItselfInLargeSpaces() {
    for (long size : new long[] {(1L << 40) + 1, 1L << 61, (1L << 61) + 1, 1L << 62}) {
      Permutation permutation = new Permutation(size, 7);
      Set<Long> taken = new HashSet<>();
      for (long i = 0; i < 20_000; i++) {
        taken.add(permutation.at(i));
        taken.add(permutation.at(size - 1 - i));
      }
      assertThat(taken).hasSize(40_000).allMatch(value -> value >= 0 && value < size);
    }
  }

  /** Each of 10 numbers comes first under 1,000 of 10,000 seeds, within five deviations (30). */
  @Test
  void isEvenOverSeeds() {
    int[] first = new int[10];
    int[] distance = new int[10];
    for (long seed = 0; seed < 10_000; seed++) {
      Permutation permutation = new Permutation(10, seed);
      first[(int) permutation.at(0)]++;
      distance[(int) Math.floorMod(permutation.at(1) - permutation.at(0), 10L)]++;
    }
    for (int count : first) {
      assertThat(count).isBetween(850, 1150);
    }
    assertThat(distance[0]).isZero();
    for (int i = 1; i < 10; i++) {
      assertThat(distance[i]).isBetween(955, 1270);
    }
  }

  @Test
  void isWhatEarlierSamplesWereDrawnBy() {
    Permutation permutation = new Permutation(1_000_000_007, 42);
    assertThat(new long[] {permutation.at(0), permutation.at(1), permutation.at(1_000_000_006)})
        .containsExactly(897_463_166, 912_660_703, 899_354_402);
  }

  @Test
  void refusesWhatIsOutside() {
    assertThatThrownBy(() -> new Permutation(0, 1)).hasMessageStartingWith("Invalid size: 0");
    assertThatThrownBy(() -> new Permutation((1L << 62) + 1, 1)).hasMessageContaining("Invalid");
    Permutation permutation = new Permutation(5, 1);
    assertThatThrownBy(() -> permutation.at(5)).hasMessage("Invalid index: 5 (expected 0 to 4)");
    assertThatThrownBy(() -> permutation.at(-1)).hasMessageStartingWith("Invalid index: -1");
  }
}

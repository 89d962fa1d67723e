package io.hornbook.common.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.testing.Seeds;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashSortTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 63, 64, 65, 127, 128, 129, 1000, 65_536, 65_537})
  void sortsAsArraysDo(int length) {
    RandomGenerator random = Seeds.random();
    assertSorts(random.longs(length).toArray());
    assertSorts(random.longs(length, -3, 3).toArray());
    assertSorts(random.longs(length).map(value -> value & 0xFFFFL).toArray());
    assertSorts(random.longs(length).map(value -> value | 0xFFFFL << 48).toArray());
    long[] extremes = random.longs(length).toArray();
    Arrays.fill(extremes, 0, length / 3, Long.MIN_VALUE);
    Arrays.fill(extremes, length / 3, length / 2, Long.MAX_VALUE);
    assertSorts(extremes);
  }

  private static void assertSorts(long[] values) {
    long[] expected = values.clone();
    Arrays.sort(expected);
    HashSort.sort(values);
    assertThat(values).isEqualTo(expected);
  }
}

package io.hornbook.common.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SortedLongsTest {
  @Test
  void whatIsEncodedIsDecoded() {
    long[] elements = {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE};
    assertThat(SortedLongs.decode(SortedLongs.encode(elements))).isEqualTo(elements);
    assertThat(SortedLongs.decode(SortedLongs.encode(new long[0]))).isEmpty();
  }

  @Test
  void theFormIsLittleEndian() {
    assertThat(SortedLongs.encode(new long[] {0x0102})).containsExactly(2, 1, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void refusesPartsOfElements() {
    assertThatThrownBy(() -> SortedLongs.decode(new byte[9]))
        .hasMessage("Invalid set: 9 bytes (expected a multiple of 8)");
  }
}

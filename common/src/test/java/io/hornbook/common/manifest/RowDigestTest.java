package io.hornbook.common.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.testing.Seeds;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowDigestTest {
  private static RowDigest digest(List<List<Object>> rows) {
    CanonicalRow canonical = new CanonicalRow("table/1");
    RowDigest digest = RowDigest.EMPTY;
    for (List<Object> row : rows) {
      digest = digest.plus(canonical.sha256(row));
    }
    return digest;
  }

  private static RowDigest digest(Object... values) {
    return digest(List.of(Arrays.asList(values)));
  }

  @Test
  void isTheSameInAnyOrderAndAnyPartition() {
    List<List<Object>> rows = new ArrayList<>();
    for (long i = 0; i < 100; i++) {
      rows.add(List.of(i, "row " + i % 7, i * 0.5));
    }
    RowDigest whole = digest(rows);
    Collections.shuffle(rows, new Random(Seeds.seed()));
    assertThat(digest(rows)).isEqualTo(whole);
    assertThat(digest(rows.subList(0, 31)).plus(digest(rows.subList(31, 100)))).isEqualTo(whole);
  }

  @Test
  void equalRowsDoNotCancelEachOther() {
    RowDigest one = digest("a");
    assertThat(one.plus(one)).isNotEqualTo(RowDigest.EMPTY).isNotEqualTo(one);
  }

  @Test
  void tellsTypesNullsAndBoundariesApart() {
    byte[] bytes = "a".getBytes(StandardCharsets.UTF_8);
    List<RowDigest> digests =
        List.of(
            digest("a", "b"),
            digest("ab", ""),
            digest("ab", null),
            digest(List.of("a", "b")),
            digest(List.of("a"), "b"),
            digest(1, "b"),
            digest(1L, "b"),
            digest(1.0, "b"),
            digest(1f, "b"),
            digest(true, "b"),
            digest(bytes, "b"),
            digest(Instant.EPOCH, "b"),
            digest(Map.of("a", "b")));
    assertThat(digests).doesNotHaveDuplicates();
  }

  @Test
  void foldsZerosAndNotANumbers() {
    assertThat(digest(0.0, 0f)).isEqualTo(digest(-0.0, -0f));
    assertThat(digest(Double.NaN)).isEqualTo(digest(Double.longBitsToDouble(0x7ff8000000000001L)));
  }

  @Test
  void ordersMapsByKey() {
    Map<String, Object> map = new java.util.LinkedHashMap<>();
    map.put("b", 1L);
    map.put("a", 2L);
    assertThat(digest(map)).isEqualTo(digest(Map.of("a", 2L, "b", 1L)));
  }

  @Test
  void staysWhatItWas() {
    assertThat(digest("a", 1L, null).hex())
        .isEqualTo("690148af21ec6f951363c29d6511714ded6b20767931a864c77d59dfc80adef9-1");
  }

  @Test
  void refusesATypeThatIsNoColumn() {
    assertThatThrownBy(() -> digest(new Object()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Invalid value in table/1");
  }
}

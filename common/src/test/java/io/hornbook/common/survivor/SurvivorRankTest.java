package io.hornbook.common.survivor;

import static io.hornbook.common.survivor.LicenceClass.OTHER;
import static io.hornbook.common.survivor.LicenceClass.PERMISSIVE;
import static io.hornbook.common.survivor.LicenceClass.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.document.DocumentId;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SurvivorRankTest {
  private static final DocumentId LOW = DocumentId.parse("00".repeat(16));
  private static final DocumentId HIGH = DocumentId.parse("ff".repeat(16));

  @Test
  void prefersTheSourceThenPermissiveThenStarsThenNewThenLongThenTheSmallerId() {
    List<SurvivorRank> preferred =
        List.of(
            new SurvivorRank(0, PERMISSIVE, 9L, 5L, 10, HIGH),
            new SurvivorRank(0, PERMISSIVE, 1L, 7L, 10, HIGH),
            new SurvivorRank(0, PERMISSIVE, 1L, 5L, 11, HIGH),
            new SurvivorRank(0, PERMISSIVE, 1L, 5L, 10, LOW),
            new SurvivorRank(0, PERMISSIVE, 1L, 5L, 10, HIGH),
            new SurvivorRank(0, PERMISSIVE, 1L, -5L, 10, LOW),
            new SurvivorRank(0, PERMISSIVE, 1L, null, 99, LOW),
            new SurvivorRank(0, PERMISSIVE, null, 99L, 99, LOW),
            new SurvivorRank(0, OTHER, 1_000_000L, 99L, 99, LOW),
            new SurvivorRank(0, UNKNOWN, Long.MAX_VALUE, 99L, 99, LOW),
            new SurvivorRank(1, PERMISSIVE, 99L, 99L, 99, LOW),
            new SurvivorRank(255, PERMISSIVE, 99L, 99L, 99, LOW));
    for (int i = 1; i < preferred.size(); i++) {
      assertThat(Arrays.compareUnsigned(preferred.get(i - 1).key(), preferred.get(i).key()))
          .as("%s before %s", preferred.get(i - 1), preferred.get(i))
          .isNegative();
    }
  }

  @Test
  void noStarsAreZeroStars() {
    assertThat(new SurvivorRank(0, OTHER, null, 1L, 1, LOW).key())
        .isEqualTo(new SurvivorRank(0, OTHER, 0L, 1L, 1, LOW).key());
  }

  @Test
  void theKeyEndsWithTheDocument() {
    DocumentId id = DocumentId.parse("000102030405060708090a0b0c0d0e0f");
    byte[] key = new SurvivorRank(0, UNKNOWN, 1L, 1L, 1, id).key();
    assertThat(key).hasSize(SurvivorRank.LENGTH);
    assertThat(SurvivorRank.documentId(key)).isEqualTo(id.bytes());
    assertThatThrownBy(() -> SurvivorRank.documentId(new byte[16]))
        .hasMessage("Invalid survivor key: 16 bytes (expected at least 42)");
  }

  @Test
  void refusesAPlaceThatDoesNotFitAByte() {
    assertThatThrownBy(() -> new SurvivorRank(256, OTHER, 3L, null, 258, LOW))
        .hasMessage("Invalid place of a source: 256 (expected 0 to 255)");
  }

  @Test
  void keysArePersistedAndNeverChange() {
    SurvivorRank rank = new SurvivorRank(7, OTHER, 3L, null, 258, LOW);
    assertThat(HexFormat.of().formatHex(rank.key()))
        .isEqualTo(
            "07"
                + "01"
                + "7ffffffffffffffc"
                + "ffffffffffffffff"
                + "7ffffffffffffefd"
                + "00".repeat(16));
  }

  @Test
  void aDocumentIsPermissiveWhenAllItsLicencesAre() {
    assertThat(LicenceClass.of(List.of("MIT"))).isEqualTo(PERMISSIVE);
    assertThat(LicenceClass.of(List.of("mit", "Apache-2.0"))).isEqualTo(PERMISSIVE);
    assertThat(LicenceClass.of(List.of("MIT", "GPL-3.0-only"))).isEqualTo(OTHER);
    assertThat(LicenceClass.of(Arrays.asList("MIT", null))).isEqualTo(OTHER);
    assertThat(LicenceClass.of(List.of())).isEqualTo(UNKNOWN);
    assertThat(LicenceClass.of(null)).isEqualTo(UNKNOWN);
  }
}

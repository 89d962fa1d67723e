package io.hornbook.common.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.testing.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class DocumentIdTest {
  @Test
  void staysTheSame() {
    // Computed apart, by Python's struct.pack('>i', …) and hashlib.
    assertThat(DocumentId.of(new Provenance("files", "r", "a.py", "v"), "x = 1\n").hex())
        .isEqualTo("5235dbb200590463ce76961cf06d3d35");
    assertThat(DocumentId.of(new Provenance("files", null, "a.py", null), "é").hex())
        .isEqualTo("b45cb38a841b8af27b90df6fc15a642e");
  }

  @Test
  void tellsNullFromEmptyAndFieldsFromTheirNeighbours() {
    RandomGenerator random = Seeds.random();
    Map<DocumentId, List<String>> seen = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      List<String> fields = fields(random);
      List<String> other = seen.put(id(fields), fields);
      assertThat(other == null ? fields : other).isEqualTo(fields);
    }
    assertThat(seen).hasSizeGreaterThan(200);
  }

  /** Fields over a tiny alphabet, so that their concatenations collide all the time. */
  private static List<String> fields(RandomGenerator random) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      fields.add(i % 2 == 1 && random.nextInt(3) == 0 ? null : "a".repeat(random.nextInt(4)));
    }
    return fields;
  }

  private static DocumentId id(List<String> fields) {
    Provenance provenance =
        new Provenance(fields.get(0), fields.get(1), fields.get(2), fields.get(3));
    return DocumentId.of(provenance, fields.get(4));
  }

  @Test
  void comparesAsUnsignedBytes() {
    byte[] high = new byte[16];
    high[0] = (byte) 0x80;
    byte[] low = new byte[16];
    low[0] = 0x7F;
    assertThat(DocumentId.wrap(high)).isGreaterThan(DocumentId.wrap(low));
    assertThat(DocumentId.parse(DocumentId.wrap(high).hex())).isEqualTo(DocumentId.wrap(high));
    assertThat(Arrays.compareUnsigned(high, low)).isPositive();
  }

  @Test
  void refusesWhatIsNoId() {
    assertThatThrownBy(() -> DocumentId.parse("00"))
        .hasMessage("Invalid document id: 00 (expected 32 hexadecimal digits)");
    assertThatThrownBy(() -> DocumentId.wrap(new byte[32]))
        .hasMessage("Invalid document id: 32 bytes (expected 16)");
  }
}

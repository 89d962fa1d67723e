package io.hornbook.common.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Sha256Test {
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void agreesWithTheStandardsExample() {
    assertThat(Sha256.of("abc").hex()).isEqualTo(ABC);
    assertThat(Sha256.of("abc".getBytes(StandardCharsets.UTF_8))).hasToString(ABC);
  }

  @Test
  void isAValue() {
    Sha256 digest = Sha256.of("abc");
    assertThat(Sha256.parse(ABC.toUpperCase(java.util.Locale.ROOT)))
        .isEqualTo(digest)
        .hasSameHashCodeAs(digest);
    assertThat(Sha256.wrap(digest.bytes())).isEqualTo(digest).isNotEqualTo(Sha256.of("abd"));
    digest.bytes()[0] = 0;
    assertThat(digest.hex()).isEqualTo(ABC);
  }

  @Test
  void refusesWhatIsNoDigest() {
    assertThatThrownBy(() -> Sha256.parse("ba78"))
        .hasMessage("Invalid SHA-256: ba78 (expected 64 hexadecimal digits)");
    assertThatThrownBy(() -> Sha256.parse("no"))
        .hasMessage("Invalid SHA-256: no (expected 64 hexadecimal digits)");
    assertThatThrownBy(() -> Sha256.wrap(new byte[31]))
        .hasMessage("Invalid SHA-256: 31 bytes (expected 32)");
  }
}

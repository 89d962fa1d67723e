package io.hornbook.common.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DocumentTest {
  @Test
  void hasOneTextDigestWhateverItsEncoding() {
    assertThat(document("é", Sha256.of(new byte[] {(byte) 0xE9}), 1).textSha256())
        .isEqualTo(document("é", Sha256.of("é"), 2).textSha256())
        .isEqualTo(Sha256.of("é"));
  }

  @Test
  void hasTheIdOfItsProvenanceAndText() {
    assertThat(document("x", Sha256.of("x"), 1).id())
        .isEqualTo(DocumentId.of(new Provenance("s", null, "p", null), "x"));
  }

  @Test
  void refusesANegativeSize() {
    assertThatThrownBy(() -> document("x", Sha256.of("x"), -1))
        .hasMessage("Invalid bytes: -1 (expected at least 0)");
  }

  private static Document document(String text, Sha256 content, long bytes) {
    Provenance provenance = new Provenance("s", null, "p", null);
    return new Document(
        provenance, "python", List.of(), null, null, Map.of("a", "b"), text, bytes, content);
  }
}

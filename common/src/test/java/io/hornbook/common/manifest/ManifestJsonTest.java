package io.hornbook.common.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hornbook.common.failure.DataException;
import io.hornbook.common.manifest.Manifest.Column;
import io.hornbook.common.manifest.Manifest.ExternalFile;
import io.hornbook.common.manifest.Manifest.InputJob;
import io.hornbook.common.manifest.Manifest.PublishedFile;
import io.hornbook.common.manifest.Manifest.PublishedTable;
import io.hornbook.common.testing.ManifestSchema;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestJsonTest {
  private static final String SHA256 = "0".repeat(64);
  private static final Manifest MANIFEST =
      new Manifest(
          Manifest.SCHEMA,
          "train-classifier",
          "123e4567-e89b-12d3-a456-426614174000",
          SHA256,
          SHA256,
          JsonNodeFactory.instance.objectNode().put("threshold", 0.7),
          List.of(new InputJob("measure", SHA256)),
          List.of(new ExternalFile("labels.jsonl", 3, Instant.EPOCH)),
          List.of(
              new PublishedTable(
                  "signals",
                  1,
                  List.of(new Column("document_id", "binary")),
                  8,
                  1,
                  SHA256 + "-1",
                  List.of(new PublishedFile("measure/attempt-x/part-0", 9)))),
          Map.of("forest", SHA256),
          List.of(),
          Accounting.of("documents", 3, 1, Map.of("too_long", 2L, "none", 0L), Map.of()),
          JsonNodeFactory.instance.objectNode(),
          Map.of("hornbook", "1", "spark", "4", "java", "17"),
          Instant.EPOCH,
          Instant.EPOCH.plusMillis(1));

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void readsWhatItWrites() {
    assertThat(ManifestJson.read(ManifestJson.write(MANIFEST), "manifest.json"))
        .isEqualTo(MANIFEST);
  }

  @Test
  void writesWhatTheSchemaSays() {
    assertThat(ManifestSchema.problems(ManifestJson.write(MANIFEST))).isEmpty();
  }

  @Test
  void theSchemaRefusesAnotherShape() {
    String json = new String(ManifestJson.write(MANIFEST), StandardCharsets.UTF_8);
    assertThat(ManifestSchema.problems(bytes(json.replace("\"buckets\" : 8", "\"buckets\" : -8"))))
        .isNotEmpty();
    assertThat(ManifestSchema.problems(bytes(json.replace("\"job\"", "\"jobs\"")))).isNotEmpty();
  }

  @Test
  void leavesOutReasonsThatNothingWasDroppedFor() {
    assertThat(MANIFEST.accounting().dropped()).containsOnlyKeys("too_long");
    assertThat(MANIFEST.accounting().isBalanced()).isTrue();
  }

  @Test
  void refusesAnotherSchemaAndWhatIsNoJson() {
    assertThatThrownBy(() -> ManifestJson.read(bytes("{\"schema\": \"x/2\"}"), "m.json"))
        .isInstanceOf(DataException.class)
        .hasMessage("Cannot read m.json: its schema is 'x/2' (expected hornbook/manifest/1)");
    assertThatThrownBy(() -> ManifestJson.read(bytes("{"), "m.json"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("Cannot read m.json: it is no manifest");
  }
}

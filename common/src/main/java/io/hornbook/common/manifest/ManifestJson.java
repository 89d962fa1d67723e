package io.hornbook.common.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.hornbook.common.failure.DataException;
import java.nio.charset.StandardCharsets;

/** Manifests as JSON: indented, keys in {@code snake_case}, times in ISO 8601. */
public final class ManifestJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private ManifestJson() {}

  /** The manifest as UTF-8 JSON that ends in a line feed. */
  public static byte[] write(Manifest manifest) {
    try {
      return (MAPPER.writeValueAsString(manifest) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Every manifest can be written", e);
    }
  }

  /**
   * Reads a manifest.
   *
   * @param where its path, for the message
   * @throws DataException for anything but a manifest of this version
   */
  public static Manifest read(byte[] json, String where) {
    try {
      JsonNode tree = MAPPER.readTree(new String(json, StandardCharsets.UTF_8));
      String schema = tree.path("schema").asText();
      if (!Manifest.SCHEMA.equals(schema)) {
        throw new DataException(
            "Cannot read %s: its schema is '%s' (expected %s)"
                .formatted(where, schema, Manifest.SCHEMA));
      }
      return MAPPER.treeToValue(tree, Manifest.class);
    } catch (JsonProcessingException e) {
      throw new DataException(
          "Cannot read %s: it is no manifest (%s)".formatted(where, e.getOriginalMessage()), e);
    }
  }
}

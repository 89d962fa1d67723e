package io.hornbook.jobs.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.hornbook.common.manifest.Manifest.ExternalFile;
import io.hornbook.common.manifest.Manifest.InputJob;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Hashes of JSON with sorted keys: what decides whether a job has anything to do. */
final class Fingerprint {
  private static final ObjectMapper CANONICAL =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .build();

  private Fingerprint() {}

  /** The fingerprint of what an attempt of a job depends on. */
  static String ofPlan(
      String job,
      RunSettings settings,
      JsonNode config,
      List<InputJob> inputs,
      List<ExternalFile> external) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("job", job);
    all.put("settings", settings);
    all.put("config", config);
    all.put("inputs", inputs);
    all.put("external", external);
    return of(all);
  }

  /** The value as JSON with keys as in a config file, sorted. */
  static JsonNode json(Object value) {
    try {
      // Through text, since a tree keeps the order in which a record declares its components.
      return CANONICAL.readTree(CANONICAL.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Every config can be written as JSON", e);
    }
  }

  /** SHA-256 in hex of the value as JSON with sorted keys. */
  static String of(Object value) {
    try {
      byte[] text = json(value).toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}

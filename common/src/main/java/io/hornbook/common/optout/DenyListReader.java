package io.hornbook.common.optout;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hornbook.common.failure.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads deny-lists, and collects what is wrong with them: a list with a fault denies nothing. */
public final class DenyListReader {
  private static final List<String> KEYS =
      List.of("repository", "author", "path", "content_sha256", "request", "date", "reason");

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final List<DenyEntry> entries = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * Adds a file.
   *
   * @param name for messages, such as its path
   */
  public DenyListReader add(String name, String text) {
    int number = 0;
    for (String line : text.split("\\R", -1)) {
      number++;
      String content = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
      if (!content.isBlank()) {
        read(name + ", line " + number, content);
      }
    }
    return this;
  }

  private void read(String place, String line) {
    try {
      entries.add(entry(JSON.readTree(line)));
    } catch (JsonProcessingException e) {
      problems.add(place + ": " + e.getOriginalMessage() + " (expected a JSON object)");
    } catch (IllegalArgumentException e) {
      problems.add(place + ": " + e.getMessage());
    }
  }

  private static DenyEntry entry(JsonNode object) {
    if (!object.isObject()) {
      throw new IllegalArgumentException("Invalid entry: " + object + " (expected a JSON object)");
    }
    for (Map.Entry<String, JsonNode> property : object.properties()) {
      check(property.getKey(), property.getValue());
    }
    return new DenyEntry(
        text(object, "repository"),
        text(object, "author"),
        text(object, "path"),
        text(object, "content_sha256"),
        text(object, "request"),
        text(object, "date"),
        text(object, "reason"));
  }

  private static void check(String key, JsonNode value) {
    if (!KEYS.contains(key)) {
      throw new IllegalArgumentException(
          "Unknown key " + key + " (known here: " + String.join(", ", KEYS) + ")");
    }
    if (!value.isTextual()) {
      throw new IllegalArgumentException("Invalid " + key + ": " + value + " (expected a text)");
    }
  }

  private static String text(JsonNode object, String key) {
    return object.has(key) ? object.get(key).textValue() : null;
  }

  /**
   * The list of all entries.
   *
   * @throws ConfigurationException with every problem of every file
   */
  public DenyList list() {
    if (!problems.isEmpty()) {
      throw new ConfigurationException(
          "Invalid deny-list, %d %s:%n- %s"
              .formatted(
                  problems.size(),
                  problems.size() == 1 ? "problem" : "problems",
                  String.join(System.lineSeparator() + "- ", problems)));
    }
    return new DenyList(entries);
  }
}

package io.hornbook.common.llm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A chat completion of a system and a user message.
 *
 * @param model the model's name as the server knows it
 * @param system the system message
 * @param user the user message
 * @param schema the JSON schema that the answer follows; free text without one
 * @param maxOutputTokens the server stops after so many, reasoning included; at least 1
 * @param temperature 0 to 2; the server's own default without one
 * @param extra further properties of the request's body, such as {@code seed} or a server's own
 */
public record ChatRequest(
    String model,
    String system,
    String user,
    Optional<AnswerSchema> schema,
    long maxOutputTokens,
    OptionalDouble temperature,
    Map<String, JsonNode> extra)
    implements LlmRequest {
  /** What a server adds to a request by itself: roles, separators, the schema's instruction. */
  private static final int FRAME_TOKENS = 256;

  private static final ObjectMapper CANONICAL =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  /** How a server is told the schema of an answer. */
  public enum AnswerFormat {
    /** As a strict schema, which the server enforces: OpenAI, Azure, vLLM, Ollama. */
    JSON_SCHEMA,
    /** In the system message; the server enforces that the answer is a JSON object. */
    JSON_OBJECT,
    /** In the system message alone, for servers that know no format of answers. */
    PROMPT
  }

  /**
   * A JSON schema that an answer follows.
   *
   * @param name letters, digits, dashes and underscores
   * @param json the schema
   */
  public record AnswerSchema(String name, String json, AnswerFormat format) {
    /** A schema that the server enforces. */
    public AnswerSchema(String name, String json) {
      this(name, json, AnswerFormat.JSON_SCHEMA);
    }

    /** The same schema, told otherwise. */
    public AnswerSchema in(AnswerFormat other) {
      return new AnswerSchema(name, json, other);
    }

    /** What the hash of a request holds of it. */
    private String hashed() {
      return format == AnswerFormat.JSON_SCHEMA ? json : format + " " + json;
    }
  }

  public ChatRequest {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(user, "user");
    if (maxOutputTokens < 1) {
      throw new IllegalArgumentException(
          "Invalid max-answer-tokens: " + maxOutputTokens + " (expected at least 1)");
    }
    if (temperature.isPresent()
        && !(temperature.getAsDouble() >= 0 && temperature.getAsDouble() <= 2)) {
      throw new IllegalArgumentException(
          "Invalid temperature: " + temperature.getAsDouble() + " (expected 0 to 2)");
    }
    extra = Map.copyOf(extra);
  }

  @Override
  public String sha256() {
    return Digests.sha256(
        "chat-v1",
        model,
        system,
        user,
        schema.map(AnswerSchema::name).orElse(null),
        schema.map(AnswerSchema::hashed).orElse(null),
        Long.toString(maxOutputTokens),
        temperature.isPresent() ? Double.toString(temperature.getAsDouble()) : null,
        canonicalExtra(extra));
  }

  /** {@code extra} as one line of JSON with its keys in order, at every depth. */
  public static String canonicalExtra(Map<String, JsonNode> extra) {
    try {
      return CANONICAL.writeValueAsString(CANONICAL.convertValue(extra, Object.class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write JSON that was read as JSON", e);
    }
  }

  @Override
  public long maxInputTokens() {
    long json = schema.map(s -> s.json().length() + s.name().length()).orElse(0);
    return FRAME_TOKENS + json + system.getBytes(UTF_8).length + user.getBytes(UTF_8).length;
  }
}

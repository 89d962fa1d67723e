package io.hornbook.common.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A model that is asked a rubric's question about documents: everything that can change an answer.
 *
 * @param model the model's name as the server knows it
 * @param rubric the question
 * @param truncation how much of a document is shown
 * @param redacted whether the documents have lost their personal data and secrets
 * @param maxAnswerTokens where the server stops, at least 1
 * @param temperature 0 to 2; null for the server's default
 * @param format how the server is told what an answer looks like
 * @param extraJson further properties of the request's body: a JSON object, in canonical form
 */
public record ScoreAnnotator(
    String model,
    Rubric rubric,
    Truncation truncation,
    boolean redacted,
    long maxAnswerTokens,
    Double temperature,
    ChatRequest.AnswerFormat format,
    String extraJson)
    implements Serializable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A request about one document.
   *
   * @param inputTokens of its messages and schema, by the truncation's vocabulary
   * @param truncated whether a part of the document is left out
   */
  public record Question(ChatRequest request, long inputTokens, boolean truncated) {}

  public ScoreAnnotator {
    Objects.requireNonNull(rubric, "rubric");
    Objects.requireNonNull(truncation, "truncation");
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(extraJson, "extraJson");
  }

  /** Who answers. */
  public AnnotatorFingerprint fingerprint() {
    return new AnnotatorFingerprint(
        model,
        rubric.sha256(),
        Map.of(
            "max-document-tokens", Integer.toString(truncation.maxTokens()),
            "keep", truncation.keep().name(),
            "encoding", truncation.encoding(),
            "redacted", Boolean.toString(redacted),
            "max-answer-tokens", Long.toString(maxAnswerTokens),
            "temperature", String.valueOf(temperature),
            "extra", extraJson,
            "schema", schemaId()));
  }

  private String schemaId() {
    String schema = Digests.sha256(ScoreFormat.SCHEMA.json());
    return format == ChatRequest.AnswerFormat.JSON_SCHEMA ? schema : schema + " " + format;
  }

  /** The request about {@code document}, which is redacted already if it is to be. */
  public Question ask(String document) {
    Truncation.Excerpt excerpt = truncation.excerpt(document);
    Rubric.Prompt prompt = rubric.render(excerpt.text());
    long tokens =
        (long) truncation.count(prompt.system())
            + truncation.count(prompt.user())
            + truncation.count(ScoreFormat.SCHEMA.json());
    return new Question(request(prompt.user()), tokens, excerpt.truncated());
  }

  /** The request with a user message that {@link #ask} has rendered. */
  public ChatRequest request(String user) {
    return new ChatRequest(
        model,
        rubric.system(),
        user,
        Optional.of(ScoreFormat.SCHEMA.in(format)),
        maxAnswerTokens,
        temperature == null ? OptionalDouble.empty() : OptionalDouble.of(temperature),
        extra());
  }

  private Map<String, JsonNode> extra() {
    try {
      return JSON.readValue(extraJson, new TypeReference<Map<String, JsonNode>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Invalid extra-body: " + e.getOriginalMessage(), e);
    }
  }
}

package io.hornbook.common.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Locale;

/**
 * What a model said, read from the body of a chat completion: a text, the JSON that a request's
 * schema asked for, or the reason why there is none. A paid answer without content is never taken
 * for content.
 */
public sealed interface ChatAnswer {
  /** An answer in words. */
  record Text(String text) implements ChatAnswer {}

  /** An answer that is one JSON value; whether it follows the schema is the reader's to check. */
  record Structured(JsonNode value) implements ChatAnswer {}

  /**
   * No answer.
   *
   * @param detail what stands in its place, at most 200 characters
   */
  record None(Reason reason, String detail) implements ChatAnswer {}

  /** Why a paid response holds no answer. */
  enum Reason {
    /** The body is no chat completion. */
    MALFORMED_RESPONSE,
    /** The model declined to answer. */
    REFUSAL,
    /** The answer reached its limit of tokens (finish_reason {@code length}). */
    TRUNCATED_ANSWER,
    /** The server withheld the answer (finish_reason {@code content_filter}). */
    CONTENT_FILTER,
    /** The answer is no JSON, where a schema was given. */
    MALFORMED_ANSWER;

    /** The reason as tables hold it, in snake_case. */
    public String column() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The answer of a completion that was asked for words: {@link Text} or {@link None}. */
  static ChatAnswer text(String body) {
    return Bodies.text(body);
  }

  /** The answer of a completion with a schema: {@link Structured} or {@link None}. */
  static ChatAnswer structured(String body) {
    return Bodies.structured(body);
  }

  /** The first 200 characters of {@code text}. */
  static String head(String text) {
    return text.length() <= Bodies.DETAIL ? text : text.substring(0, Bodies.DETAIL) + "…";
  }

  /** Reads bodies. */
  final class Bodies {
    private static final int DETAIL = 200;
    private static final String FENCE = "```";
    private static final ObjectMapper JSON =
        JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private Bodies() {}

    private static ChatAnswer text(String body) {
      try {
        JsonNode choice = JSON.readTree(body).path("choices").path(0);
        JsonNode message = choice.path("message");
        if (!message.isObject()) {
          return new None(Reason.MALFORMED_RESPONSE, head(body));
        }
        String refusal = message.path("refusal").asText("");
        if (!refusal.isEmpty() && !message.path("refusal").isNull()) {
          return new None(Reason.REFUSAL, head(refusal));
        }
        String content =
            message.path("content").isTextual() ? message.path("content").asText() : "";
        return switch (choice.path("finish_reason").asText("")) {
          case "length" -> new None(Reason.TRUNCATED_ANSWER, head(content));
          case "content_filter" -> new None(Reason.CONTENT_FILTER, head(content));
          default -> new Text(content);
        };
      } catch (JsonProcessingException e) {
        return new None(Reason.MALFORMED_RESPONSE, head(body));
      }
    }

    /** Models whose server enforces no format put an answer between two lines of backticks. */
    private static String unfenced(String content) {
      String text = content.strip();
      int line = text.indexOf('\n');
      boolean isFenced = line > 0 && text.startsWith(FENCE) && text.endsWith("\n" + FENCE);
      return isFenced ? text.substring(line, text.length() - FENCE.length()) : content;
    }

    private static ChatAnswer structured(String body) {
      ChatAnswer answer = text(body);
      if (!(answer instanceof Text content)) {
        return answer;
      }
      try {
        JsonNode value = JSON.readTree(unfenced(content.text()));
        return value.isMissingNode()
            ? new None(Reason.MALFORMED_ANSWER, "")
            : new Structured(value);
      } catch (JsonProcessingException e) {
        return new None(Reason.MALFORMED_ANSWER, head(content.text()));
      }
    }
  }
}

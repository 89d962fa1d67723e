package io.hornbook.common.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hornbook.common.llm.Judgement.Reason;
import io.hornbook.common.llm.Judgement.Scored;
import io.hornbook.common.llm.Judgement.Unscored;

/**
 * The structured output that a rubric asks for: reasoning first, so that the score follows from it,
 * then a whole number from 0 to 5. What does not say exactly that is a named failure.
 */
public final class ScoreFormat {
  /** The highest score. */
  public static final int MAX_SCORE = 5;

  /** The schema of an answer. */
  public static final ChatRequest.AnswerSchema SCHEMA =
      new ChatRequest.AnswerSchema(
          "score",
          """
          {"type":"object","properties":{\
          "reasoning":{"type":"string","description":"One or two sentences that name what decides."},\
          "score":{"type":"integer","enum":[0,1,2,3,4,5]}},\
          "required":["reasoning","score"],"additionalProperties":false}""");

  private static final int DETAIL = 200;
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private ScoreFormat() {}

  /** What the body of a chat completion comes to. */
  public static Judgement judge(String body) {
    try {
      JsonNode choice = JSON.readTree(body).path("choices").path(0);
      JsonNode message = choice.path("message");
      if (!message.isObject()) {
        return new Unscored(Reason.MALFORMED_RESPONSE, head(body));
      }
      String refusal = message.path("refusal").asText("");
      if (!refusal.isEmpty() && !message.path("refusal").isNull()) {
        return new Unscored(Reason.REFUSAL, head(refusal));
      }
      String content = message.path("content").isTextual() ? message.path("content").asText() : "";
      return switch (choice.path("finish_reason").asText("")) {
        case "length" -> new Unscored(Reason.TRUNCATED_ANSWER, head(content));
        case "content_filter" -> new Unscored(Reason.CONTENT_FILTER, head(content));
        default -> score(content);
      };
    } catch (JsonProcessingException e) {
      return new Unscored(Reason.MALFORMED_RESPONSE, head(body));
    }
  }

  private static Judgement score(String content) {
    try {
      JsonNode answer = JSON.readTree(content);
      JsonNode score = answer.path("score");
      if (!score.isIntegralNumber() || !answer.path("reasoning").isTextual()) {
        return new Unscored(Reason.MALFORMED_ANSWER, head(content));
      }
      return score.canConvertToInt() && score.asInt() >= 0 && score.asInt() <= MAX_SCORE
          ? new Scored(score.asInt(), answer.path("reasoning").asText())
          : new Unscored(Reason.SCORE_OUT_OF_RANGE, score.asText());
    } catch (JsonProcessingException e) {
      return new Unscored(Reason.MALFORMED_ANSWER, head(content));
    }
  }

  private static String head(String text) {
    return text.length() <= DETAIL ? text : text.substring(0, DETAIL) + "…";
  }
}

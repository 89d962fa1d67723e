package io.hornbook.common.llm;

import com.fasterxml.jackson.databind.JsonNode;
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

  private ScoreFormat() {}

  /** What the body of a chat completion comes to. */
  public static Judgement judge(String body) {
    ChatAnswer answer = ChatAnswer.structured(body);
    if (answer instanceof ChatAnswer.None none) {
      return new Unscored(Reason.valueOf(none.reason().name()), none.detail());
    }
    return score(((ChatAnswer.Structured) answer).value());
  }

  private static Judgement score(JsonNode answer) {
    JsonNode score = answer.path("score");
    if (!score.isIntegralNumber() || !answer.path("reasoning").isTextual()) {
      return new Unscored(Reason.MALFORMED_ANSWER, ChatAnswer.head(answer.toString()));
    }
    return score.canConvertToInt() && score.asInt() >= 0 && score.asInt() <= MAX_SCORE
        ? new Scored(score.asInt(), answer.path("reasoning").asText())
        : new Unscored(Reason.SCORE_OUT_OF_RANGE, score.asText());
  }
}

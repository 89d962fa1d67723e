package io.hornbook.common.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hornbook.common.llm.Judgement.Reason;
import io.hornbook.common.llm.Judgement.Scored;
import io.hornbook.common.llm.Judgement.Unscored;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreFormatTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static String body(String content, String refusal, String finishReason) throws Exception {
    return "{\"choices\":[{\"finish_reason\":\"%s\",\"message\":{\"content\":%s,\"refusal\":%s}}]}"
        .formatted(
            finishReason, JSON.writeValueAsString(content), JSON.writeValueAsString(refusal));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void readsEveryScore(int score) throws Exception {
    String body = body("{\"reasoning\":\"clear\",\"score\":" + score + "}", null, "stop");
    assertThat(ScoreFormat.judge(body)).isEqualTo(new Scored(score, "clear"));
  }

  @Test
  void asksForReasoningBeforeTheScore() throws Exception {
    JsonNode schema = JSON.readTree(ScoreFormat.SCHEMA.json());
    assertThat(schema.path("properties").fieldNames())
        .toIterable()
        .containsExactly("reasoning", "score");
    assertThat(schema.path("additionalProperties").asBoolean(true)).isFalse();
    assertThat(schema.path("required")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"reasoning\":\"x\",\"score\":6}|SCORE_OUT_OF_RANGE",
        "{\"reasoning\":\"x\",\"score\":-1}|SCORE_OUT_OF_RANGE",
        "{\"reasoning\":\"x\",\"score\":99999999999999999999}|SCORE_OUT_OF_RANGE",
        "{\"reasoning\":\"x\",\"score\":3.5}|MALFORMED_ANSWER",
        "{\"reasoning\":\"x\",\"score\":\"3\"}|MALFORMED_ANSWER",
        "{\"reasoning\":\"x\",\"score\":null}|MALFORMED_ANSWER",
        "{\"reasoning\":\"x\"}|MALFORMED_ANSWER",
        "{\"score\":3}|MALFORMED_ANSWER",
        "[3]|MALFORMED_ANSWER",
        "3|MALFORMED_ANSWER",
        "{\"reasoning\":\"x\",\"score\":3} and more|MALFORMED_ANSWER",
        "Score: 3|MALFORMED_ANSWER",
        "``|MALFORMED_ANSWER"
      })
  void namesEachAnswerThatIsNoScore(String content, Reason reason) throws Exception {
    assertThat(ScoreFormat.judge(body(content, null, "stop")))
        .isInstanceOfSatisfying(Unscored.class, u -> assertThat(u.reason()).isEqualTo(reason));
  }

  @Test
  void takesNoScoreFromARefusalACutOrAFilteredAnswer() throws Exception {
    String good = "{\"reasoning\":\"x\",\"score\":3}";
    assertThat(ScoreFormat.judge(body(null, "I cannot.", "stop")))
        .isEqualTo(new Unscored(Reason.REFUSAL, "I cannot."));
    assertThat(ScoreFormat.judge(body(good, null, "length")))
        .isEqualTo(new Unscored(Reason.TRUNCATED_ANSWER, good));
    assertThat(ScoreFormat.judge(body(good, null, "content_filter")))
        .isEqualTo(new Unscored(Reason.CONTENT_FILTER, good));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "<html>502</html>", "{}", "{\"choices\":[]}", "null", "[]"})
  void takesNoScoreFromWhatIsNoCompletion(String body) {
    assertThat(ScoreFormat.judge(body)).isEqualTo(new Unscored(Reason.MALFORMED_RESPONSE, body));
  }
}

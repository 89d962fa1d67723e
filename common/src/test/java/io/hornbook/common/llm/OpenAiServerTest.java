package io.hornbook.common.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.llm.CallFailure.Reason;
import io.hornbook.common.testing.ChatServer;
import io.hornbook.common.testing.ChatServer.Step;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiServerTest {
  static final String SECRET = "sk-test-0123456789abcdefghij";
  static final ApiKey KEY = ApiKey.fromEnvironment("K", Map.of("K", SECRET));
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  static ChatRequest request(String user) {
    return new ChatRequest(
        "test-model",
        "system",
        user,
        Optional.of(ScoreFormat.SCHEMA),
        100,
        OptionalDouble.of(0),
        Map.of());
  }

  private static CallFailure failure(Step step) {
    try (ChatServer chat = ChatServer.start((user, turn) -> step);
        OpenAiServer server =
            OpenAiServer.at(chat.baseUrl(), KEY, Duration.ofMillis(700), 4, CLOCK)) {
      CallFailure failure =
          catchThrowableOfType(CallFailure.class, () -> server.send(request("x")));
      assertThat(chat.requests()).as("requests sent").hasSize(1);
      return failure;
    }
  }

  @Test
  void sendsOneRequestWithTheSchemaAndReturnsTheWholeBody() throws Exception {
    try (ChatServer chat = ChatServer.start((user, turn) -> Step.score(4));
        OpenAiServer server =
            OpenAiServer.at(chat.baseUrl(), KEY, Duration.ofSeconds(5), 4, CLOCK)) {
      ChatRequest request =
          new ChatRequest(
              "test-model",
              "system",
              "user",
              Optional.of(ScoreFormat.SCHEMA),
              100,
              OptionalDouble.of(0.5),
              Map.of("seed", IntNode.valueOf(7)));
      String body = server.send(request);
      assertThat(ScoreFormat.judge(body)).isEqualTo(new Judgement.Scored(4, "because it is so"));
      assertThat(chat.authorizations()).containsExactly("Bearer " + SECRET);
      JsonNode sent = chat.requests().get(0);
      assertThat(sent.path("messages").path(0).path("role").asText()).isEqualTo("system");
      assertThat(sent.path("max_completion_tokens").asInt()).isEqualTo(100);
      assertThat(sent.path("temperature").asDouble()).isEqualTo(0.5);
      assertThat(sent.path("seed").asInt()).isEqualTo(7);
      JsonNode format = sent.path("response_format");
      assertThat(format.path("type").asText()).isEqualTo("json_schema");
      assertThat(format.path("json_schema").path("strict").asBoolean()).isTrue();
      assertThat(format.path("json_schema").path("schema").toString())
          .isEqualTo(ScoreFormat.SCHEMA.json());
      assertThat(request.maxInputTokens())
          .isGreaterThan(Usage.of(body).orElseThrow().inputTokens());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400,REQUEST_REJECTED", "401,UNAUTHORISED", "403,UNAUTHORISED", "404,NOT_FOUND",
    "408,GATEWAY_TIMEOUT", "409,SERVER_ERROR", "422,REQUEST_REJECTED", "429,RATE_LIMITED",
    "500,SERVER_ERROR", "502,GATEWAY_TIMEOUT", "503,SERVER_ERROR", "504,GATEWAY_TIMEOUT"
  })
  void namesEachStatusAndSendsNothingTwice(int status, Reason reason) {
    assertThat(failure(Step.status(status)).reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "retry-after,7,7000",
    "retry-after,0.5,500",
    "retry-after-ms,250,250",
    "retry-after,'Thu, 01 Jan 2026 00:01:00 GMT',60000",
    "retry-after,'Thu, 01 Jan 2015 00:01:00 GMT',0"
  })
  void readsHowLongTheServerAsksToWait(String header, String value, long millis) {
    assertThat(failure(new Step.Status(429, Map.of(header, value), "{}")).retryAfter())
        .contains(Duration.ofMillis(millis));
  }

  @Test
  void ignoresAWishThatIsNoTime() {
    assertThat(failure(new Step.Status(429, Map.of("retry-after", "soon"), "{}")).retryAfter())
        .isEmpty();
    assertThat(failure(new Step.Status(429, Map.of("retry-after", "-5"), "{}")).retryAfter())
        .isEmpty();
  }

  @Test
  void knowsAnEmptyAccountFromARateLimit() {
    String body = "{\"error\":{\"code\":\"insufficient_quota\"}}";
    assertThat(failure(new Step.Status(429, Map.of(), body)).reason())
        .isEqualTo(Reason.QUOTA_EXHAUSTED);
  }

  @Test
  void callsATimeoutAndACutConnectionInDoubt() {
    assertThat(failure(new Step.Late(ChatServer.answer(1), 5000)).reason())
        .isEqualTo(Reason.TIMEOUT);
    assertThat(failure(new Step.Cut(ChatServer.answer(1))).reason())
        .isEqualTo(Reason.CONNECTION_CUT);
    assertThat(Reason.TIMEOUT.inDoubt() && Reason.CONNECTION_CUT.inDoubt()).isTrue();
  }

  @Test
  void knowsAServerThatIsNotThere() {
    String address = "http://127.0.0.1:1/v1";
    try (OpenAiServer server = OpenAiServer.at(address, KEY, Duration.ofSeconds(5), 4, CLOCK)) {
      CallFailure failure =
          catchThrowableOfType(CallFailure.class, () -> server.send(request("x")));
      assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
    }
  }

  @Test
  void masksTheKeyThatAServerEchoes() {
    String half = SECRET.substring(0, SECRET.length() / 2);
    String body = "{\"error\":\"Bad key " + SECRET + ", that is " + half + "...\"}";
    CallFailure failure = failure(new Step.Status(401, Map.of(), body));
    assertThat(failure.getMessage()).contains("Bad key ***").doesNotContain(half);
    assertThat(KEY.toString()).isEqualTo("***");
  }

  @Test
  void namesTheEnvironmentVariableThatIsMissing() {
    Assertions.assertThatThrownBy(() -> ApiKey.fromEnvironment("MY_KEY", Map.of("OTHER", "x")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("Cannot call the model: the environment variable MY_KEY is not set");
  }

  @Test
  void hashesEverythingThatIsAsked() {
    ChatRequest base = request("x");
    assertThat(base.sha256()).isEqualTo(request("x").sha256()).isNotEqualTo(request("y").sha256());
    assertThat(
            new ChatRequest("m", "ab", "c", Optional.empty(), 1, OptionalDouble.empty(), Map.of())
                .sha256())
        .isNotEqualTo(
            new ChatRequest("m", "a", "bc", Optional.empty(), 1, OptionalDouble.empty(), Map.of())
                .sha256());
    assertThat(new AnnotatorFingerprint("m", "p", Map.of("a", "1", "b", "2")).id())
        .isEqualTo(new AnnotatorFingerprint("m", "p", Map.of("b", "2", "a", "1")).id())
        .startsWith("m@")
        .isNotEqualTo(new AnnotatorFingerprint("m", "p", Map.of("a", "12", "b", "")).id());
  }
}

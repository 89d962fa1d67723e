package io.hornbook.common.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.testing.ChatServer;
import io.hornbook.common.testing.ChatServer.Step;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client serves other questions than that for a score: any schema, words, vectors. */
class ThreeUsersTest {
  private static final CallLimits LIMITS =
      new CallLimits(4, 60_000, 60_000_000, 2, Duration.ZERO, Duration.ZERO, 10);

  private static <R extends LlmRequest> List<String> bodies(
      LlmServer<R> server, MemoryStore store, List<R> requests) {
    try (Ledger ledger = LedgerTest.open(store)) {
      Price price = new Price(BigDecimal.ONE, null, BigDecimal.ONE);
      Budget budget = new Budget(1_000_000, ledger.totals());
      new LlmClient<>(server, ledger, budget, price, LIMITS, Ticker.system(), 1)
          .run(
              requests.stream().map(each -> LlmCall.of(each, "a", 0, 1)).iterator(),
              progress -> {});
      assertThat(budget.spentMicrousd()).isPositive();
      List<String> bodies = new ArrayList<>();
      ledger.forEachAnswer(answer -> bodies.add(answer.body()));
      return bodies;
    }
  }

  private static OpenAiServer at(ChatServer chat) {
    return OpenAiServer.at(
        chat.baseUrl(), OpenAiServerTest.KEY, Duration.ofSeconds(5), 4, Clock.systemUTC());
  }

  @Test
  void readsAnAnswerOfAnySchema() {
    ChatRequest request =
        new ChatRequest(
            "m",
            "Write.",
            "A topic.",
            Optional.of(new ChatRequest.AnswerSchema("topic", "{\"type\":\"object\"}")),
            50,
            OptionalDouble.empty(),
            Map.of());
    Step step = new Step.Content("{\"title\":\"Loops\"}", "stop");
    try (ChatServer chat = ChatServer.start((user, turn) -> step);
        OpenAiServer server = at(chat)) {
      String body = bodies(server, new MemoryStore(), List.of(request)).get(0);
      ChatAnswer answer = ChatAnswer.structured(body);
      assertThat(answer).isInstanceOf(ChatAnswer.Structured.class);
      assertThat(((ChatAnswer.Structured) answer).value().path("title").asText())
          .isEqualTo("Loops");
      assertThat(ChatAnswer.text(body)).isEqualTo(new ChatAnswer.Text("{\"title\":\"Loops\"}"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"choices\":[{\"message\":{\"content\":\"no\"},\"finish_reason\":\"stop\"}]}',MALFORMED_ANSWER",
    "'{\"choices\":[{\"message\":{\"content\":\"\"},\"finish_reason\":\"stop\"}]}',MALFORMED_ANSWER",
    "'{\"choices\":[{\"message\":{\"content\":\"{}\"},\"finish_reason\":\"length\"}]}',TRUNCATED_ANSWER",
    "'{\"choices\":[]}',MALFORMED_RESPONSE",
    "<html>,MALFORMED_RESPONSE"
  })
  void namesWhyThereIsNoAnswer(String body, ChatAnswer.Reason reason) {
    assertThat(ChatAnswer.structured(body))
        .isInstanceOfSatisfying(
            ChatAnswer.None.class, none -> assertThat(none.reason()).isEqualTo(reason));
  }

  @Test
  void paysForVectorsOnceAndReadsThemByTheirIndex() {
    EmbeddingRequest request =
        new EmbeddingRequest("m", List.of("one", "three"), OptionalInt.of(2));
    MemoryStore store = new MemoryStore();
    try (ChatServer chat = ChatServer.start((user, turn) -> Step.score(1));
        OpenAiServer server = at(chat)) {
      bodies(server.embeddings(), store, List.of(request));
      String body = bodies(server.embeddings(), store, List.of(request)).get(0);
      assertThat(chat.billed()).isEqualTo(1);
      assertThat(chat.requests().get(0).path("dimensions").asInt()).isEqualTo(2);
      assertThat(EmbeddingAnswer.vectors(body, 2).orElseThrow())
          .containsExactly(new float[] {3, 'o'}, new float[] {5, 't'});
      assertThat(request.maxInputTokens())
          .isGreaterThanOrEqualTo(Usage.of(body).orElseThrow().inputTokens());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{\"index\":0,\"embedding\":[1,2]},{\"index\":1,\"embedding\":[3,4]}] | true",
        "[{\"index\":0,\"embedding\":[1,2]}] | false",
        "[{\"index\":0,\"embedding\":[1,2]},{\"index\":0,\"embedding\":[3,4]}] | false",
        "[{\"index\":0,\"embedding\":[1,2]},{\"index\":1,\"embedding\":[3]}] | false",
        "[{\"index\":0,\"embedding\":[1,2]},{\"index\":1,\"embedding\":[\"x\",4]}] | false",
        "[{\"index\":0,\"embedding\":[1,2]},{\"index\":2,\"embedding\":[3,4]}] | false",
        "[{\"index\":0,\"embedding\":\"?\"},{\"index\":1,\"embedding\":[3,4]}] | false"
      })
  void takesExactlyOneVectorATextOrNone(String data, boolean isWhole) {
    assertThat(EmbeddingAnswer.vectors("{\"data\":" + data + "}", 2).isPresent())
        .isEqualTo(isWhole);
  }

  @Test
  void tellsRequestsForVectorsApart() {
    EmbeddingRequest request = new EmbeddingRequest("m", List.of("a", "b"), OptionalInt.empty());
    assertThat(request.sha256())
        .isNotEqualTo(new EmbeddingRequest("m", List.of("ab"), OptionalInt.empty()).sha256())
        .isNotEqualTo(new EmbeddingRequest("m", List.of("a", "b"), OptionalInt.of(2)).sha256());
    assertThatThrownBy(() -> new EmbeddingRequest("m", List.of(""), OptionalInt.empty()))
        .hasMessageContaining("none of them empty");
  }
}

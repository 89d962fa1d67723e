package io.hornbook.common.llm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hornbook.common.llm.CallFailure.Reason;
import io.hornbook.common.llm.ChatRequest.AnswerFormat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Servers that speak OpenAI's protocol in their own ways, played on the loopback interface: the
 * bodies have the fields that these servers send beyond the protocol's, or leave out.
 */
class CompatibleServersTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Judgement.Scored THREE = new Judgement.Scored(3, "it is so");
  private static final String CONTENT = "{\\\"reasoning\\\":\\\"it is so\\\",\\\"score\\\":3}";

  private static final String AZURE =
      """
      {"choices":[{"content_filter_results":{"hate":{"filtered":false,"severity":"safe"}},\
      "finish_reason":"stop","index":0,"logprobs":null,"message":{"annotations":[],\
      "content":"%s","refusal":null,"role":"assistant"}}],"created":1,"id":"chatcmpl-1",\
      "model":"gpt-4.1-mini-2025-04-14","object":"chat.completion","prompt_filter_results":\
      [{"prompt_index":0,"content_filter_results":{"jailbreak":{"filtered":false}}}],\
      "system_fingerprint":"fp_1","usage":{"completion_tokens":17,"completion_tokens_details":\
      {"reasoning_tokens":0},"prompt_tokens":57,"prompt_tokens_details":{"cached_tokens":0},\
      "total_tokens":74}}"""
          .formatted(CONTENT);

  private static final String VLLM =
      """
      {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,\
      "message":{"role":"assistant","reasoning_content":null,"content":"%s","refusal":null,\
      "annotations":null,"audio":null,"function_call":null,"tool_calls":[]},"logprobs":null,\
      "finish_reason":"stop","stop_reason":null}],"service_tier":null,"system_fingerprint":null,\
      "usage":{"prompt_tokens":57,"total_tokens":74,"completion_tokens":17,\
      "prompt_tokens_details":null},"prompt_logprobs":null,"kv_transfer_params":null}"""
          .formatted(CONTENT);

  private static final String OLLAMA =
      """
      {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"m","system_fingerprint":\
      "fp_ollama","choices":[{"index":0,"message":{"role":"assistant","content":"%s"},\
      "finish_reason":"stop"}],"usage":{"prompt_tokens":57,"completion_tokens":17,\
      "total_tokens":74}}""";

  private HttpServer http;
  private Function<JsonNode, String> answers = request -> "";
  private JsonNode asked;
  private Headers headers;
  private URI address;

  @BeforeEach
  void start() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", this::answer);
    http.start();
  }

  @AfterEach
  void stop() {
    http.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked = JSON.readTree(exchange.getRequestBody());
    headers = exchange.getRequestHeaders();
    address = exchange.getRequestURI();
    String answer = answers.apply(asked);
    byte[] body = answer.getBytes(UTF_8);
    exchange.sendResponseHeaders(answer.startsWith("{\"error\"") ? 400 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static ChatRequest request(AnswerFormat format, Map<String, JsonNode> extra) {
    return new ChatRequest(
        "m",
        "system",
        "user",
        Optional.of(ScoreFormat.SCHEMA.in(format)),
        100,
        OptionalDouble.of(0),
        extra);
  }

  private static String send(String url, ApiKey key, ChatRequest request) throws CallFailure {
    try (OpenAiServer server =
        OpenAiServer.at(url, key, Duration.ofSeconds(10), 4, Clock.systemUTC())) {
      return server.send(request);
    }
  }

  private String local() {
    return "http://127.0.0.1:" + http.getAddress().getPort() + "/v1";
  }

  private static void check(String body) {
    assertThat(ScoreFormat.judge(body)).isEqualTo(THREE);
    assertThat(Usage.of(body)).contains(new Usage(57, 0, 17));
  }

  /** Azure is known by its host, so the host's name is kept and led to the loopback interface. */
  private final class ToLoopback extends ProxySelector {
    @Override
    public List<Proxy> select(URI uri) {
      return List.of(new Proxy(Proxy.Type.HTTP, http.getAddress()));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress socket, IOException e) {}
  }

  @Test
  void callsAzureByItsAddressWithTheKeyInItsHeader() throws CallFailure {
    answers = request -> AZURE;
    ProxySelector before = ProxySelector.getDefault();
    ProxySelector.setDefault(new ToLoopback());
    try {
      String url = "http://school.openai.azure.com/openai/v1";
      check(send(url, OpenAiServerTest.KEY, request(AnswerFormat.JSON_SCHEMA, Map.of())));
    } finally {
      ProxySelector.setDefault(before);
    }
    assertThat(address).hasHost("school.openai.azure.com");
    assertThat(address.getPath()).isEqualTo("/openai/v1/chat/completions");
    assertThat(headers.getFirst("api-key")).isEqualTo(OpenAiServerTest.SECRET);
    assertThat(headers.get("Authorization")).isNull();
    assertThat(asked.at("/response_format/type").asText()).isEqualTo("json_schema");
  }

  @Test
  void callsVllmWithASchema() throws CallFailure {
    answers = request -> VLLM;
    check(send(local(), ApiKey.none(), request(AnswerFormat.JSON_SCHEMA, Map.of())));
    assertThat(address.getPath()).isEqualTo("/v1/chat/completions");
    assertThat(headers.getFirst("Authorization")).isEqualTo("Bearer none");
    assertThat(asked.at("/response_format/json_schema/schema/required/1").asText())
        .isEqualTo("score");
    assertThat(asked.path("max_completion_tokens").asInt()).isEqualTo(100);
  }

  @Test
  void callsOllamaWithTheLimitThatItKnows() throws CallFailure {
    answers = request -> OLLAMA.formatted(CONTENT);
    ChatRequest request =
        request(AnswerFormat.JSON_SCHEMA, Map.of("max_tokens", IntNode.valueOf(100)));
    check(send(local(), ApiKey.none(), request));
    assertThat(asked.path("max_tokens").asInt()).isEqualTo(100);
  }

  /** A server of the older protocol: formats of answers are a JSON object, or none. */
  private static String withoutSchemas(JsonNode request) {
    String type = request.at("/response_format/type").asText("");
    String system = request.at("/messages/0/content").asText();
    if (type.equals("json_schema")) {
      return "{\"error\":{\"message\":\"response_format.type: 'json_schema' is not supported\"}}";
    }
    assertThat(system).startsWith("system\n").endsWith(ScoreFormat.SCHEMA.json());
    String fenced = "```json\\n" + CONTENT + "\\n```\\n";
    return OLLAMA.formatted(type.equals("json_object") ? CONTENT : fenced);
  }

  @Test
  void asksAServerWithoutSchemasForAnObjectOrInTheMessageAlone() throws CallFailure {
    answers = CompatibleServersTest::withoutSchemas;
    check(send(local(), ApiKey.none(), request(AnswerFormat.JSON_OBJECT, Map.of())));
    assertThat(asked.at("/response_format").toString()).isEqualTo("{\"type\":\"json_object\"}");
    check(send(local(), ApiKey.none(), request(AnswerFormat.PROMPT, Map.of())));
    assertThat(asked.has("response_format")).isFalse();
  }

  @Test
  void saysWhatToDoWhenAServerKnowsNoSchemas() {
    answers = CompatibleServersTest::withoutSchemas;
    ChatRequest request = request(AnswerFormat.JSON_SCHEMA, Map.of());
    CallFailure failure =
        catchThrowableOfType(CallFailure.class, () -> send(local(), ApiKey.none(), request));
    assertThat(failure.reason()).isEqualTo(Reason.REQUEST_REJECTED);
    assertThat(failure)
        .hasMessageContaining("answer-format says how the server is told the schema");
  }

  @Test
  void tellsFormatsApartInTheHashOfARequest() {
    List<String> hashes =
        List.of(AnswerFormat.values()).stream()
            .map(format -> request(format, Map.of()).sha256())
            .toList();
    assertThat(hashes).doesNotHaveDuplicates();
    assertThat(ChatAnswer.structured(OLLAMA.formatted("three\\n```\\n3\\n```")))
        .isInstanceOf(ChatAnswer.None.class);
  }
}

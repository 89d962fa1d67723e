package io.hornbook.common.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server on the loopback interface that speaks chat completions, with faults on a script. It
 * counts what it bills: every completion that it produced, whether or not the client saw it.
 */
public final class ChatServer implements AutoCloseable {
  /** What the server does with one request. */
  public sealed interface Step {
    /** A completion with this content. */
    record Content(String content, String finishReason) implements Step {}

    /** A completion that refuses. */
    record Refusal(String text) implements Step {}

    /** A billed response with this body. */
    record Body(String body) implements Step {}

    /** A response of this status, not billed. */
    record Status(int code, Map<String, String> headers, String body) implements Step {}

    /** A billed completion that breaks off in the middle of its body. */
    record Cut(String content) implements Step {}

    /** A billed completion that comes too late. */
    record Late(String content, long millis) implements Step {}

    /** A structured answer. */
    static Step score(int score) {
      return new Content(answer(score), "stop");
    }

    /** A status without headers. */
    static Step status(int code) {
      return new Status(code, Map.of(), "{\"error\":{\"message\":\"status " + code + "\"}}");
    }
  }

  /** Chooses what to do. */
  public interface Script {
    /**
     * The step for a request.
     *
     * @param user the user message
     * @param turn how often this message was asked before, from 0
     */
    Step step(String user, int turn);
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Script script;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Map<String, AtomicInteger> turns = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> billed = new ConcurrentHashMap<>();
  private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
  private final Set<String> keys = ConcurrentHashMap.newKeySet();
  private final BatchEndpoints batches = new BatchEndpoints(this::inBatch);
  private final Occupancy inFlight = new Occupancy();

  private ChatServer(HttpServer server, Script script) {
    this.server = server;
    this.script = script;
  }

  /** Starts a server on a free port. */
  public static ChatServer start(Script script) {
    try {
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
      ChatServer chat = new ChatServer(http, script);
      http.createContext("/v1/chat/completions", chat::handle);
      http.createContext("/v1/embeddings", chat::embed);
      chat.batches.on(http);
      http.setExecutor(
          Executors.newCachedThreadPool(
              task -> {
                Thread thread = new Thread(task, "chat-server");
                thread.setDaemon(true);
                return thread;
              }));
      http.start();
      return chat;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The content of a structured answer. */
  public static String answer(int score) {
    return "{\"reasoning\":\"because it is so\",\"score\":" + score + "}";
  }

  /** The base URL for a client. */
  public String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  /** Completions produced. */
  public int billed() {
    return billed.values().stream().mapToInt(AtomicInteger::get).sum();
  }

  /** Completions produced for one user message. */
  public int billed(String user) {
    AtomicInteger count = billed.get(user);
    return count == null ? 0 : count.get();
  }

  /** User messages for which more than one completion was produced. */
  public long billedTwice() {
    return billed.values().stream().filter(count -> count.get() > 1).count();
  }

  /** The bodies of all requests. */
  public List<JsonNode> requests() {
    return requests;
  }

  /** The Authorization headers seen. */
  public Set<String> authorizations() {
    return keys;
  }

  /** The completions that were being answered at one time. */
  public Occupancy inFlight() {
    return inFlight;
  }

  /** The server's files and batches. */
  public BatchEndpoints batches() {
    return batches;
  }

  /** What a request in a batch is answered; a step that has no place in a batch fails there. */
  private Optional<Map.Entry<Integer, byte[]>> inBatch(JsonNode request) throws IOException {
    requests.add(request);
    String user = request.path("messages").path(1).path("content").asText();
    int turn = turns.computeIfAbsent(user, key -> new AtomicInteger()).getAndIncrement();
    Step step = script.step(user, turn);
    if (step instanceof Step.Status status) {
      return Optional.of(Map.entry(status.code(), status.body().getBytes(UTF_8)));
    }
    billed.computeIfAbsent(user, key -> new AtomicInteger()).incrementAndGet();
    byte[] body;
    if (step instanceof Step.Content content) {
      body = completion(request, content.content(), null, content.finishReason());
    } else if (step instanceof Step.Refusal refusal) {
      body = completion(request, null, refusal.text(), "stop");
    } else {
      body = ((Step.Body) step).body().getBytes(UTF_8);
    }
    return Optional.of(Map.entry(200, body));
  }

  private void handle(HttpExchange exchange) throws IOException {
    inFlight.enter();
    try (exchange) {
      keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
      requests.add(request);
      String user = request.path("messages").path(1).path("content").asText();
      int turn = turns.computeIfAbsent(user, key -> new AtomicInteger()).getAndIncrement();
      answer(exchange, request, user, script.step(user, turn));
    } finally {
      inFlight.leave();
    }
  }

  private void answer(HttpExchange exchange, JsonNode request, String user, Step step)
      throws IOException {
    if (step instanceof Step.Status status) {
      status.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
      send(exchange, status.code(), status.body().getBytes(UTF_8));
      return;
    }
    billed.computeIfAbsent(user, key -> new AtomicInteger()).incrementAndGet();
    if (step instanceof Step.Content content) {
      send(exchange, 200, completion(request, content.content(), null, content.finishReason()));
    } else if (step instanceof Step.Refusal refusal) {
      send(exchange, 200, completion(request, null, refusal.text(), "stop"));
    } else if (step instanceof Step.Body body) {
      send(exchange, 200, body.body().getBytes(UTF_8));
    } else if (step instanceof Step.Late late) {
      sleep(late.millis());
      send(exchange, 200, completion(request, late.content(), null, "stop"));
    } else if (step instanceof Step.Cut cut) {
      byte[] whole = completion(request, cut.content(), null, "stop");
      exchange.sendResponseHeaders(200, whole.length);
      exchange.getResponseBody().write(whole, 0, whole.length / 2);
    }
  }

  /** Embeddings: of each text its length and its first character, the last text first. */
  private void embed(HttpExchange exchange) throws IOException {
    JsonNode request = JSON.readTree(exchange.getRequestBody());
    requests.add(request);
    keys.add(exchange.getRequestHeaders().getFirst("Authorization"));
    ObjectNode body = JSON.createObjectNode().put("object", "list");
    ArrayNode data = body.putArray("data");
    long tokens = 0;
    for (int i = request.path("input").size() - 1; i >= 0; i--) {
      String text = request.path("input").path(i).asText();
      tokens += text.length() / 4 + 1;
      byte[] vector =
          ByteBuffer.allocate(2 * Float.BYTES)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putFloat(text.length())
              .putFloat(text.charAt(0))
              .array();
      data.addObject().put("index", i).put("embedding", Base64.getEncoder().encodeToString(vector));
    }
    body.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
    billed
        .computeIfAbsent(request.path("input").toString(), key -> new AtomicInteger())
        .incrementAndGet();
    send(exchange, 200, JSON.writeValueAsBytes(body));
  }

  private void sleep(long millis) {
    try {
      if (closing.await(millis, TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int code, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static byte[] completion(
      JsonNode request, String content, String refusal, String finishReason) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    body.put("id", "chatcmpl-1").put("object", "chat.completion").put("created", 1);
    body.put("model", request.path("model").asText());
    ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
    choice.put("finish_reason", finishReason).putNull("logprobs");
    choice
        .putObject("message")
        .put("role", "assistant")
        .put("content", content)
        .put("refusal", refusal);
    long input = request.path("messages").toString().length() / 4;
    body.putObject("usage")
        .put("prompt_tokens", input)
        .put("completion_tokens", 20)
        .put("total_tokens", input + 20);
    return JSON.writeValueAsBytes(body);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
  }
}

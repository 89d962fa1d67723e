package io.hornbook.common.llm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hornbook.common.testing.ChatServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches as large as the Batch API allows them, against a server that holds no file. */
@Tag("soak")
class FullBatchTest {
  private static final String NAME = "{\"custom_id\":\"";
  private static final int HASH = 64;
  private static final Duration BRIEF = Duration.ZERO;
  private static final Price PRICE = new Price(BigDecimal.ONE, null, BigDecimal.ONE);
  private static final CallLimits LIMITS = new CallLimits(1, 1, 1, 1, BRIEF, BRIEF, 1);

  /** A file that was uploaded. */
  private record Uploaded(List<String> calls, long bytes) {}

  @TempDir private Path temporary;
  private final List<Uploaded> uploads = new ArrayList<>();
  private HttpServer http;

  @BeforeEach
  void start() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/v1/files", this::files);
    http.createContext("/v1/batches", this::batches);
    http.start();
  }

  @AfterEach
  void stop() {
    http.stop(0);
  }

  private void files(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("POST")) {
      uploads.add(read(exchange));
      String file =
          "{\"id\":\"%d\",\"object\":\"file\",\"bytes\":1,\"created_at\":1,\"filename\":\"f\","
              + "\"purpose\":\"batch\",\"status\":\"processed\"}";
      send(exchange, file.formatted(uploads.size() - 1));
      return;
    }
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      String path = exchange.getRequestURI().getPath();
      String id = path.replace("/v1/files/", "").replace("/content", "");
      for (String call : uploads.get(Integer.parseInt(id)).calls()) {
        out.write(row(call).getBytes(UTF_8));
      }
    }
  }

  private static Uploaded read(HttpExchange exchange) throws IOException {
    List<String> calls = new ArrayList<>();
    long bytes = 0;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(exchange.getRequestBody(), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(NAME)) {
          calls.add(line.substring(NAME.length(), NAME.length() + HASH));
          bytes += line.length() + 1L; // the lines are ASCII
        }
      }
    }
    return new Uploaded(calls, bytes);
  }

  private static String row(String call) {
    return "%s%s\",\"error\":null,\"response\":{\"status_code\":200,\"body\":{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\"%s\"}}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":9}}}}%n"
        .formatted(NAME, call, ChatServer.answer(3).replace("\"", "\\\""));
  }

  private void batches(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    boolean isCreation = exchange.getRequestMethod().equals("POST");
    String id = isCreation ? "" + (uploads.size() - 1) : path.replace("/v1/batches/", "");
    exchange.getRequestBody().readAllBytes();
    String batch =
        "{\"id\":\"%s\",\"object\":\"batch\",\"endpoint\":\"/v1/chat/completions\",\"input_file_id\":\"%s\",\"completion_window\":\"24h\",\"created_at\":1,\"status\":\"%s\",\"output_file_id\":\"%s\",\"request_counts\":{\"total\":0,\"failed\":0,\"completed\":%d}}";
    int calls = uploads.get(Integer.parseInt(id)).calls().size();
    send(exchange, batch.formatted(id, id, isCreation ? "validating" : "completed", id, calls));
  }

  private static void send(HttpExchange exchange, String json) throws IOException {
    byte[] body = json.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static LlmCall<ChatRequest> call(int number, String text) {
    ChatRequest request = OpenAiServerTest.request("document " + number + " " + text);
    return LlmCall.of(request, "model@0", 0, 10);
  }

  private LlmReport report(Iterable<LlmCall<ChatRequest>> calls, BatchLimits limits) {
    String url = "http://127.0.0.1:" + http.getAddress().getPort() + "/v1";
    try (OpenAiServer server =
            OpenAiServer.at(
                url, OpenAiServerTest.KEY, Duration.ofMinutes(2), 1, Clock.systemUTC());
        Ledger ledger = LedgerTest.open(new LocalLedgerStore(temporary.resolve("ledger")))) {
      return new BatchClient<>(
              server.batches(),
              ledger,
              1L << 50,
              PRICE,
              limits,
              LIMITS,
              Ticker.system(),
              Clock.systemUTC(),
              1)
          .run(calls, progress -> {});
    }
  }

  /** Makes the calls; the sizes and bytes of the batches are in {@link #uploads}. */
  private void run(int calls, int characters) {
    String text = "x".repeat(characters);
    Iterable<LlmCall<ChatRequest>> each =
        () -> IntStream.range(0, calls).mapToObj(i -> call(i, text)).iterator();
    BatchLimits limits =
        new BatchLimits(
            BatchLimits.MOST_REQUESTS, BatchLimits.MOST_BYTES, 1L << 40, 3, BRIEF, BRIEF);
    long start = System.nanoTime();
    LlmReport report = report(each, limits);
    assertThat(report.answered()).isEqualTo(calls);
    assertThat(report.failures()).isEmpty();
    System.out.printf(
        "%,d calls in batches of %s bytes: %.1f s, heap %,d MB%n",
        calls,
        uploads.stream().map(Uploaded::bytes).toList(),
        (System.nanoTime() - start) / 1e9,
        Runtime.getRuntime().totalMemory() >> 20);
  }

  @Test
  void fillsABatchToFiftyThousandRequests() {
    run(BatchLimits.MOST_REQUESTS + 1, 2000);
    assertThat(uploads)
        .extracting(upload -> upload.calls().size())
        .containsExactly(BatchLimits.MOST_REQUESTS, 1);
  }

  @Test
  void fillsABatchToTwoHundredMegabytes() {
    run(45_000, 4500);
    assertThat(uploads).hasSize(2);
    assertThat(uploads.get(0).bytes())
        .isBetween(BatchLimits.MOST_BYTES - 6000, BatchLimits.MOST_BYTES);
  }
}

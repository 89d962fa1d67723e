package io.hornbook.jobs.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Passes requests on to an S3 server, and does to some what stores do on bad days: every so many
 * are answered by 503 Slow Down, after a wait. Remembers the keys that were put under the condition
 * that nothing is there, and passes those one at a time: the server behind looks first and writes
 * later, where S3 decides at once.
 */
public final class UnsteadyProxy implements AutoCloseable {
  private static final Set<String> NOT_PASSED_ON =
      Set.of("connection", "content-length", "date", "expect", "host", "transfer-encoding");
  private static final String SLOW_DOWN =
      "<Error><Code>SlowDown</Code><Message>Reduce your request rate.</Message></Error>";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          64,
          task -> {
            Thread thread = new Thread(task, "proxy");
            thread.setDaemon(true);
            return thread;
          });
  private final AtomicInteger requests = new AtomicInteger();
  private final ConcurrentLinkedQueue<String> conditional = new ConcurrentLinkedQueue<>();
  private final HttpServer server;
  private final int port;
  private final int every;

  private UnsteadyProxy(HttpServer server, int port, int every) {
    this.server = server;
    this.port = port;
    this.every = every;
  }

  /**
   * Starts on a free port.
   *
   * @param port of the server behind
   * @param every one request in so many is refused
   */
  public static UnsteadyProxy before(int port, int every) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    UnsteadyProxy proxy = new UnsteadyProxy(server, port, every);
    server.setExecutor(proxy.threads);
    server.createContext("/", proxy::answer);
    server.start();
    return proxy;
  }

  /** The port that it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** How many requests it has refused. */
  public int refused() {
    return requests.get() / every;
  }

  /** The paths that were put with {@code If-None-Match: *}. */
  public Set<String> conditional() {
    return new TreeSet<>(conditional);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      boolean ifNothingIsThere =
          List.of("*").equals(exchange.getRequestHeaders().get("If-None-Match"));
      if (ifNothingIsThere) {
        conditional.add(exchange.getRequestURI().getPath());
      }
      if (requests.incrementAndGet() % every == 0) {
        Thread.sleep(500);
        send(exchange, 503, SLOW_DOWN.getBytes(StandardCharsets.UTF_8));
      } else if (ifNothingIsThere) {
        synchronized (this) {
          pass(exchange, body);
        }
      } else {
        pass(exchange, body);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
    URI target = URI.create("http://127.0.0.1:" + port + exchange.getRequestURI());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target)
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    passedOn(exchange.getRequestHeaders())
        .forEach((name, values) -> values.forEach(value -> request.header(name, value)));
    HttpResponse<byte[]> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    exchange.getResponseHeaders().putAll(passedOn(response.headers().map()));
    if (exchange.getRequestMethod().equals("HEAD")) {
      response
          .headers()
          .firstValue("content-length")
          .ifPresent(length -> exchange.getResponseHeaders().set("Content-Length", length));
      exchange.sendResponseHeaders(response.statusCode(), -1);
    } else {
      send(exchange, response.statusCode(), response.body());
    }
  }

  private static Map<String, List<String>> passedOn(Map<String, List<String>> headers) {
    Map<String, List<String>> passedOn = new TreeMap<>(headers);
    passedOn.keySet().removeIf(name -> NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT)));
    return passedOn;
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

package io.hornbook.common.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Files and batches of the Batch API, with faults on a script. Each batch is in progress at the
 * first look and ends at the second. Chat requests are answered as the live endpoint would.
 */
public final class BatchEndpoints {
  /** What becomes of a batch. */
  public enum Fate {
    /** Every request has its row. */
    COMPLETES,
    /** Its rows come in the reverse order. */
    REVERSED,
    /** Every row comes twice. */
    TWICE,
    /** Every third row is missing, answered and counted so. */
    LOSES_ROWS,
    /** Every third request is not answered, and has no row. */
    SKIPS_ROWS,
    /** It expires half-way; the rest is in the error file. */
    EXPIRES,
    /** It expires half-way, without an error file. */
    EXPIRES_IN_SILENCE,
    /** The server does not take its file. */
    FAILS,
    /** The server says at its creation that it could not, and has not. */
    IS_REFUSED,
    /** The connection breaks at its creation, which has happened. */
    IS_CREATED_UNSEEN,
    /** The connection breaks at its creation, which has not happened. */
    IS_NOT_CREATED,
    /** Its output breaks off at the first reading. */
    IS_CUT_AT_FIRST
  }

  /** Answers a chat request: a status and a body. */
  interface Live {
    Optional<Map.Entry<Integer, byte[]>> answer(JsonNode request) throws IOException;
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Live live;
  private final Map<String, String> files = new LinkedHashMap<>();
  private final Map<String, ObjectNode> batches = new LinkedHashMap<>();
  private final Map<String, Fate> fates = new LinkedHashMap<>();
  private final Set<String> cut = new HashSet<>();
  private final List<Integer> sizes = new ArrayList<>();
  private IntFunction<Fate> script = number -> Fate.COMPLETES;
  private int creations;
  private int looks = 1;

  BatchEndpoints(Live live) {
    this.live = live;
  }

  void on(HttpServer http) {
    http.createContext("/v1/files", this::files);
    http.createContext("/v1/batches", this::batches);
  }

  /** Decides what becomes of each batch, by the number of its creation, from 0. */
  public synchronized void fates(IntFunction<Fate> fates) {
    this.script = fates;
  }

  /** How many looks at a batch find it in progress. */
  public synchronized void looks(int inProgress) {
    this.looks = inProgress;
  }

  /** The number of requests of each batch that was created. */
  public synchronized List<Integer> sizes() {
    return List.copyOf(sizes);
  }

  private synchronized void files(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (exchange.getRequestMethod().equals("POST")) {
      String id = put("input", part(exchange));
      ObjectNode file = JSON.createObjectNode().put("id", id).put("object", "file");
      file.put("bytes", files.get(id).length()).put("created_at", 1).put("filename", "f.jsonl");
      send(exchange, file.put("purpose", "batch").put("status", "processed"));
      return;
    }
    String id = path.substring("/v1/files/".length()).replace("/content", "");
    byte[] content = files.get(id).getBytes(UTF_8);
    exchange.sendResponseHeaders(200, content.length);
    boolean breaks = cut.remove(id);
    exchange.getResponseBody().write(content, 0, breaks ? content.length / 2 : content.length);
    if (!breaks) {
      exchange.close();
    } else {
      exchange.getResponseBody().flush();
      abort(exchange);
    }
  }

  /** The server closes the connection when a handler fails. */
  private static void abort(HttpExchange exchange) throws IOException {
    throw new IOException("the script says so: " + exchange.getRequestURI());
  }

  private String put(String kind, String content) {
    String id = "file-" + kind + "-" + files.size();
    files.put(id, content);
    return id;
  }

  /** The content of the multipart body's part {@code file}. */
  private static String part(HttpExchange exchange) throws IOException {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    String boundary = "--" + type.substring(type.indexOf("boundary=") + 9).replace("\"", "");
    String body = new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1);
    for (String part : body.split(java.util.regex.Pattern.quote(boundary), -1)) {
      int end = part.indexOf("\r\n\r\n");
      if (end > 0 && part.substring(0, end).contains("name=\"file\"")) {
        String content = part.substring(end + 4, part.length() - 2);
        return new String(content.getBytes(ISO_8859_1), UTF_8);
      }
    }
    throw new IOException("no part called file");
  }

  private synchronized void batches(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (exchange.getRequestMethod().equals("POST")) {
      create(exchange, JSON.readTree(exchange.getRequestBody()));
    } else if (path.equals("/v1/batches")) {
      ObjectNode list = JSON.createObjectNode().put("object", "list").put("has_more", false);
      ArrayNode data = list.putArray("data");
      List<ObjectNode> newest = new ArrayList<>(batches.values());
      Collections.reverse(newest);
      newest.forEach(data::add);
      send(exchange, list);
    } else {
      ObjectNode batch = batches.get(path.substring("/v1/batches/".length()));
      int seen = batch.path("looks").asInt();
      batch.put("looks", seen + 1);
      if (seen == looks) {
        end(batch, fates.get(batch.path("id").asText()));
      }
      send(exchange, batch);
    }
  }

  private void create(HttpExchange exchange, JsonNode request) throws IOException {
    Fate fate = script.apply(creations++);
    if (fate == Fate.IS_REFUSED) {
      byte[] body = "{\"error\":{\"message\":\"not now\"}}".getBytes(UTF_8);
      exchange.sendResponseHeaders(500, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
      return;
    }
    if (fate == Fate.IS_NOT_CREATED) {
      abort(exchange);
    }
    ObjectNode batch = batch(request);
    fates.put(batch.path("id").asText(), fate);
    if (fate == Fate.IS_CREATED_UNSEEN) {
      abort(exchange);
    }
    send(exchange, batch);
  }

  private ObjectNode batch(JsonNode request) {
    String id = "batch_" + batches.size();
    ObjectNode batch = JSON.createObjectNode().put("id", id).put("object", "batch");
    batch.put("endpoint", request.path("endpoint").asText()).put("completion_window", "24h");
    batch.put("input_file_id", request.path("input_file_id").asText()).put("created_at", 1);
    batch.set("metadata", request.path("metadata"));
    batches.put(id, batch.put("status", "in_progress"));
    sizes.add((int) files.get(request.path("input_file_id").asText()).lines().count());
    return batch;
  }

  private void end(ObjectNode batch, Fate fate) throws IOException {
    List<String> lines = files.get(batch.path("input_file_id").asText()).lines().toList();
    if (fate == Fate.FAILS || !isValid(lines)) {
      ObjectNode errors = batch.put("status", "failed").putObject("errors").put("object", "list");
      errors.putArray("data").addObject().put("code", "invalid_json_line").put("message", "so");
      return;
    }
    Rows rows = new Rows();
    for (int i = 0; i < lines.size(); i++) {
      rows.add(JSON.readTree(lines.get(i)), fate, i, lines.size());
    }
    rows.publish(batch, fate);
  }

  /** One model a file, and every request under a name of its own. */
  private static boolean isValid(List<String> lines) throws IOException {
    Set<String> models = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (String line : lines) {
      JsonNode request = JSON.readTree(line);
      models.add(request.path("body").path("model").asText());
      names.add(request.path("custom_id").asText());
    }
    return models.size() == 1 && names.size() == lines.size() && lines.size() <= 50_000;
  }

  /** The rows of a batch that ends. */
  private final class Rows {
    private final List<String> output = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private int answered;

    void add(JsonNode line, Fate fate, int number, int of) throws IOException {
      boolean expires =
          (fate == Fate.EXPIRES || fate == Fate.EXPIRES_IN_SILENCE) && number >= of / 2;
      if (expires) {
        ObjectNode row = row(line).putNull("response");
        row.putObject("error").put("code", "batch_expired").put("message", "too late");
        errors.add(row.toString());
        return;
      }
      if (fate == Fate.SKIPS_ROWS && number % 3 == 0) {
        return;
      }
      Map.Entry<Integer, byte[]> answer = live.answer(line.path("body")).orElseThrow();
      ObjectNode row = row(line).putNull("error");
      ObjectNode response = row.putObject("response").put("status_code", answer.getKey());
      response.put("request_id", "r").set("body", body(answer.getValue()));
      boolean isAnswer = answer.getKey() == 200;
      answered += isAnswer ? 1 : 0;
      if (fate != Fate.LOSES_ROWS || number % 3 != 0) {
        (isAnswer ? output : errors).add(row.toString());
      }
    }

    private ObjectNode row(JsonNode line) {
      return JSON.createObjectNode()
          .put("id", "batch_req_1")
          .put("custom_id", line.path("custom_id").asText());
    }

    private JsonNode body(byte[] body) {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        return JSON.createObjectNode().put("text", new String(body, UTF_8));
      }
    }

    void publish(ObjectNode batch, Fate fate) {
      if (fate == Fate.REVERSED) {
        Collections.reverse(output);
      }
      if (fate == Fate.TWICE) {
        output.addAll(List.copyOf(output));
      }
      boolean expires = fate == Fate.EXPIRES || fate == Fate.EXPIRES_IN_SILENCE;
      batch.put("status", expires ? "expired" : "completed");
      batch.putObject("request_counts").put("total", 0).put("failed", 0).put("completed", answered);
      if (!output.isEmpty()) {
        String id = put("output", String.join("\n", output) + "\n");
        batch.put("output_file_id", id);
        if (fate == Fate.IS_CUT_AT_FIRST) {
          cut.add(id);
        }
      }
      if (!errors.isEmpty() && fate != Fate.EXPIRES_IN_SILENCE) {
        batch.put("error_file_id", put("error", String.join("\n", errors) + "\n"));
      }
    }
  }

  private static void send(HttpExchange exchange, JsonNode body) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}

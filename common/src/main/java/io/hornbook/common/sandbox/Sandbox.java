package io.hornbook.common.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.failure.DataException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** One runner process that judges programs, many at once. Safe for many threads. */
public final class Sandbox implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int AHEAD = 4;
  private static final int CONFIGURATION = 2;
  private static final long CLOSING_SECONDS = 10;

  private final Path script;
  private final Path errors;
  private final Process process;
  private final Writer requests;
  private final Semaphore room;
  private final AtomicLong next = new AtomicLong();
  private final Map<Long, CompletableFuture<Verdict>> waiting = new ConcurrentHashMap<>();
  private final Thread reader;
  private volatile boolean ended;

  /**
   * Starts the runner.
   *
   * @param python the interpreter: a command or its path
   * @param workers programs at a time, at least 1
   * @param options further ones of the runner, such as {@code --unsafe} or {@code --memory-mb}
   * @throws ConfigurationException if it cannot be started
   */
  public Sandbox(String python, int workers, List<String> options) {
    this.room = new Semaphore(workers * AHEAD);
    try {
      this.script = Files.createTempFile("sandbox", ".py");
      this.errors = Files.createTempFile("sandbox", ".err");
      try (InputStream resource = Sandbox.class.getResourceAsStream("sandbox.py")) {
        Files.copy(resource, script, StandardCopyOption.REPLACE_EXISTING);
      }
      List<String> command = new ArrayList<>(List.of(python, "-I", script.toString()));
      command.addAll(List.of("--workers", Integer.toString(workers)));
      command.addAll(options);
      this.process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    } catch (IOException e) {
      throw new ConfigurationException("Cannot start the sandbox: " + e.getMessage(), e);
    }
    this.requests = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), UTF_8));
    this.reader = new Thread(this::read, "sandbox-verdicts");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * The verdict on a program, when it is known. Waits as long as four programs a worker are under
   * way, so that memory is bounded.
   *
   * @return completes with a {@link ConfigurationException} where programs cannot be jailed, with a
   *     {@link DataException} where the runner ended otherwise
   */
  public CompletableFuture<Verdict> run(Program program) throws InterruptedException {
    room.acquire();
    long id = next.getAndIncrement();
    CompletableFuture<Verdict> verdict = new CompletableFuture<>();
    waiting.put(id, verdict);
    ObjectNode request =
        JSON.createObjectNode()
            .put("id", id)
            .put("solution", program.solution())
            .put("tests", program.tests())
            .put("timeout", program.timeout().toMillis() / 1000.0);
    try {
      synchronized (requests) {
        requests.write(request + "\n");
        requests.flush();
      }
    } catch (IOException e) {
      failAll(failure());
    }
    if (ended) {
      failAll(failure());
    }
    return verdict;
  }

  private void read() {
    try (BufferedReader verdicts = process.inputReader(UTF_8)) {
      for (String line = verdicts.readLine(); line != null; line = verdicts.readLine()) {
        JsonNode verdict = JSON.readTree(line);
        CompletableFuture<Verdict> asked = waiting.remove(verdict.path("id").asLong());
        if (asked != null) {
          room.release();
          asked.complete(verdict(verdict));
        }
      }
    } catch (IOException | RuntimeException e) {
      process.destroy();
      failAll(new DataException("Cannot read verdicts of the sandbox: " + e.getMessage(), e));
    }
    ended = true;
    failAll(failure());
  }

  private static Verdict verdict(JsonNode json) {
    return new Verdict(
        Verdict.Outcome.of(json.path("verdict").asText()),
        json.path("kind").asText("").equals("null") ? "" : json.path("kind").asText(""),
        json.path("message").asText(),
        json.path("output").asText(),
        json.path("seconds").asDouble());
  }

  private void failAll(RuntimeException failure) {
    for (Long id : List.copyOf(waiting.keySet())) {
      CompletableFuture<Verdict> verdict = waiting.remove(id);
      if (verdict != null) {
        room.release();
        verdict.completeExceptionally(failure);
      }
    }
  }

  private RuntimeException failure() {
    try {
      int code = process.waitFor();
      String said = Files.readString(errors).strip();
      return code == CONFIGURATION
          ? new ConfigurationException(said)
          : new DataException(
              "Cannot run programs: the sandbox ended with %d: %s".formatted(code, said));
    } catch (IOException e) {
      return new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new DataException("Cannot run programs: interrupted", e);
    }
  }

  /** Ends the runner and all that it runs. */
  @Override
  public void close() {
    try {
      requests.close();
      if (!process.waitFor(CLOSING_SECONDS, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
      reader.join();
      Files.deleteIfExists(script);
      Files.deleteIfExists(errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

package io.hornbook.common.llm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hornbook.common.failure.DataException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The file of the next batch, on the local disk until it is uploaded: calls of one model. */
final class BatchFile<R extends LlmRequest> implements AutoCloseable {
  private final BatchLimits limits;
  private final Path path;
  private final Map<CallKey, Long> worst = new LinkedHashMap<>();
  private OutputStream out;
  private String model = "";
  private long bytes;
  private long tokens;

  BatchFile(BatchLimits limits) {
    this.limits = limits;
    try {
      this.path = Files.createTempFile("hornbook-batch-", ".jsonl");
      clear();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private static DataException failure(IOException e) {
    return new DataException("Cannot write a batch file: " + e.getMessage(), e);
  }

  boolean isEmpty() {
    return worst.isEmpty();
  }

  /** Whether the call fits; an empty file takes any. */
  boolean takes(LlmCall<R> call, String line) {
    return isEmpty()
        || (worst.size() < limits.maxRequests()
            && bytes + line.getBytes(UTF_8).length + 1 <= limits.maxBytes()
            && model.equals(call.request().model()));
  }

  void add(LlmCall<R> call, String line, long worstMicrousd) {
    byte[] written = (line + "\n").getBytes(UTF_8);
    try {
      out.write(written);
    } catch (IOException e) {
      throw failure(e);
    }
    worst.put(call.key(), worstMicrousd);
    model = call.request().model();
    bytes += written.length;
    tokens += call.inputTokens();
  }

  /** The whole file. */
  Path path() {
    try {
      out.flush();
      return path;
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** The calls and the most that each can cost. */
  Map<CallKey, Long> worst() {
    return worst;
  }

  /** Input tokens of the calls, as estimated. */
  long tokens() {
    return tokens;
  }

  /** Begins an empty file. */
  final void clear() {
    try {
      if (out != null) {
        out.close();
      }
      out = new java.io.BufferedOutputStream(Files.newOutputStream(path));
    } catch (IOException e) {
      throw failure(e);
    }
    worst.clear();
    bytes = 0;
    tokens = 0;
  }

  @Override
  public void close() {
    try {
      out.close();
      Files.delete(path);
    } catch (IOException e) {
      throw failure(e);
    }
  }
}

package io.hornbook.common.llm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.client.OpenAIClient;
import com.openai.core.RequestOptions;
import com.openai.core.http.HttpResponse;
import com.openai.errors.OpenAIException;
import com.openai.models.batches.Batch;
import com.openai.models.batches.BatchCreateParams;
import com.openai.models.batches.BatchRequestCounts;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FilePurpose;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** OpenAI's Batch API for requests to one endpoint. */
final class OpenAiBatches<R extends LlmRequest> implements BatchServer<R> {
  private static final String NAME = "hornbook_batch";
  private static final Set<String> FINAL = Set.of("completed", "failed", "expired", "cancelled");

  /** 200 MB at three megabits a second. */
  private static final RequestOptions FOR_FILES =
      RequestOptions.builder().timeout(Duration.ofMinutes(10)).build();

  private static final ObjectMapper JSON = new ObjectMapper();

  private final OpenAIClient client;
  private final BatchCreateParams.Endpoint endpoint;
  private final ApiKey key;
  private final OpenAiFailures failures;

  OpenAiBatches(
      OpenAIClient client,
      BatchCreateParams.Endpoint endpoint,
      ApiKey key,
      OpenAiFailures failures) {
    this.client = client;
    this.endpoint = endpoint;
    this.key = key;
    this.failures = failures;
  }

  @Override
  public String line(String call, R request) {
    ObjectNode line = JSON.createObjectNode();
    line.put("custom_id", call).put("method", "POST").put("url", endpoint.asString());
    line.set("body", OpenAiBodies.json(request));
    return line.toString();
  }

  @Override
  public String upload(Path file) throws CallFailure {
    try {
      FileCreateParams upload =
          FileCreateParams.builder().file(file).purpose(FilePurpose.BATCH).build();
      return client.files().create(upload, FOR_FILES).id();
    } catch (OpenAIException e) {
      throw failures.of(e);
    }
  }

  @Override
  public String create(String fileId, String name) throws CallFailure {
    try {
      return client
          .batches()
          .create(
              BatchCreateParams.builder()
                  .inputFileId(fileId)
                  .endpoint(endpoint)
                  .completionWindow(BatchCreateParams.CompletionWindow._24H)
                  .metadata(BatchCreateParams.Metadata.builder().putProperty(NAME, name).build())
                  .build())
          .id();
    } catch (OpenAIException e) {
      throw failures.of(e);
    }
  }

  @Override
  public Optional<String> find(String name) throws CallFailure {
    try {
      return client.batches().list().autoPager().stream()
          .filter(batch -> isNamed(batch, name))
          .map(Batch::id)
          .findFirst();
    } catch (OpenAIException e) {
      throw failures.of(e);
    }
  }

  private static boolean isNamed(Batch batch, String name) {
    return batch
        .metadata()
        .map(metadata -> metadata._allProperties().get(NAME))
        .map(value -> name.equals(value.convert(String.class)))
        .orElse(false);
  }

  @Override
  public State state(String id) throws CallFailure {
    try {
      Batch batch = client.batches().retrieve(id);
      String status = batch.status().asString();
      Optional<BatchRequestCounts> counts = batch.requestCounts();
      return new State(
          status,
          FINAL.contains(status),
          counts.isPresent() ? OptionalLong.of(counts.get().completed()) : OptionalLong.empty(),
          batch.outputFileId().filter(file -> !file.isEmpty()),
          batch.errorFileId().filter(file -> !file.isEmpty()),
          key.mask(errors(batch)));
    } catch (OpenAIException e) {
      throw failures.of(e);
    }
  }

  private static String errors(Batch batch) {
    return batch
        .errors()
        .flatMap(Batch.Errors::data)
        .map(
            errors ->
                errors.stream()
                    .map(error -> error.code().orElse("") + ": " + error.message().orElse(""))
                    .collect(Collectors.joining("; ")))
        .orElse("");
  }

  @Override
  public void rows(String fileId, Consumer<Row> consumer) throws CallFailure {
    try (HttpResponse response = client.files().content(fileId, FOR_FILES);
        BufferedReader lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8))) {
      if (response.statusCode() / 100 != 2) {
        throw failures.refused(
            response.statusCode(), response.headers(), Objects.toString(lines.readLine(), ""));
      }
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        row(key.maskWhole(line)).ifPresent(consumer);
      }
    } catch (OpenAIException | IOException e) {
      throw failures.of(e);
    }
  }

  private static Optional<Row> row(String line) {
    try {
      JsonNode row = JSON.readTree(line);
      String call = row.path("custom_id").asText("");
      JsonNode error = row.path("error");
      return call.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Row(
                  call,
                  row.path("response").path("status_code").asInt(0),
                  row.path("response").path("body").toString(),
                  error.isObject()
                      ? error.path("code").asText() + ": " + error.path("message").asText()
                      : ""));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}

package io.hornbook.common.llm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.openai.azure.AzureUrlCategory;
import com.openai.azure.AzureUrlPathMode;
import com.openai.azure.credential.AzureApiKeyCredential;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.LogLevel;
import com.openai.core.http.HttpResponse;
import com.openai.credential.BearerTokenCredential;
import com.openai.credential.Credential;
import com.openai.errors.OpenAIException;
import com.openai.models.batches.BatchCreateParams;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

/**
 * A server that speaks OpenAI's protocol: OpenAI's own, or any compatible one by its base URL. It
 * answers chat completions itself; the others that it gives speak to the same server over the same
 * connections. The SDK's own retries, telemetry and logging are off: every call is one request.
 */
public final class OpenAiServer implements LlmServer<ChatRequest> {
  private static final int MAX_CHAT = 16 << 20;
  private static final int MAX_EMBEDDINGS = 256 << 20;

  private final OpenAIClient client;
  private final ApiKey key;
  private final OpenAiFailures failures;

  private OpenAiServer(OpenAIClient client, ApiKey key, OpenAiFailures failures) {
    this.client = client;
    this.key = key;
    this.failures = failures;
  }

  /**
   * A server, not yet called.
   *
   * @param baseUrl such as {@code https://api.openai.com/v1}, or {@code
   *     https://NAME.openai.azure.com/openai/v1} at Azure, where a model is called by its
   *     deployment
   * @param timeout for a whole call, from its connection to the last byte of its answer
   * @param connections how many are kept open between calls
   * @param clock what a Retry-After date is measured from
   */
  public static OpenAiServer at(
      String baseUrl, ApiKey key, Duration timeout, int connections, Clock clock) {
    OpenAIClient client =
        OpenAIOkHttpClient.builder()
            .baseUrl(baseUrl)
            .credential(credential(baseUrl, key))
            .maxRetries(0)
            .timeout(timeout)
            .maxIdleConnections(connections)
            .keepAliveDuration(Duration.ofMinutes(1))
            .disableTelemetry(true)
            .logLevel(LogLevel.OFF)
            .checkJacksonVersionCompatibility(false)
            .build();
    return new OpenAiServer(client, key, new OpenAiFailures(baseUrl, key, clock));
  }

  /** Azure takes a key in a header of its own; as a bearer it takes other tokens. */
  private static Credential credential(String baseUrl, ApiKey key) {
    return AzureUrlCategory.Companion.categorizeBaseUrl(baseUrl, AzureUrlPathMode.AUTO).isAzure()
        ? AzureApiKeyCredential.create(key.value())
        : BearerTokenCredential.create(key.value());
  }

  @Override
  public String send(ChatRequest request) throws CallFailure {
    try (HttpResponse response =
        client.chat().completions().withRawResponse().create(OpenAiBodies.parameters(request))) {
      return body(response, MAX_CHAT);
    } catch (OpenAIException | IOException e) {
      throw failures.of(e);
    }
  }

  /** The server's embeddings; they are closed with this server. */
  public LlmServer<EmbeddingRequest> embeddings() {
    return new LlmServer<>() {
      @Override
      public String send(EmbeddingRequest request) throws CallFailure {
        return embed(request);
      }

      @Override
      public void close() {}
    };
  }

  /** The server's batches of chat completions; they are closed with this server. */
  public BatchServer<ChatRequest> batches() {
    return new OpenAiBatches<>(
        client, BatchCreateParams.Endpoint.V1_CHAT_COMPLETIONS, key, failures);
  }

  /** The server's batches of embeddings; they are closed with this server. */
  public BatchServer<EmbeddingRequest> embeddingBatches() {
    return new OpenAiBatches<>(client, BatchCreateParams.Endpoint.V1_EMBEDDINGS, key, failures);
  }

  private String embed(EmbeddingRequest request) throws CallFailure {
    try (HttpResponse response =
        client.embeddings().withRawResponse().create(OpenAiBodies.parameters(request))) {
      return body(response, MAX_EMBEDDINGS);
    } catch (OpenAIException | IOException e) {
      throw failures.of(e);
    }
  }

  private String body(HttpResponse response, int most) throws CallFailure, IOException {
    String body = new String(response.body().readNBytes(most), UTF_8);
    if (response.statusCode() / 100 != 2) {
      throw failures.refused(response.statusCode(), response.headers(), body);
    }
    return key.maskWhole(body);
  }

  @Override
  public void close() {
    client.close();
  }
}

package io.hornbook.common.llm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.LogLevel;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpResponse;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.hornbook.common.llm.CallFailure.Reason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * A server that speaks OpenAI's chat completions: OpenAI's own, or any compatible one by its base
 * URL. The SDK's own retries, telemetry and logging are off: every call is one request.
 */
public final class OpenAiServer implements LlmServer<ChatRequest> {
  private static final int MAX_BODY = 16 << 20;
  private static final int MAX_ERROR = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final OpenAIClient client;
  private final String baseUrl;
  private final ApiKey key;
  private final Clock clock;

  private OpenAiServer(OpenAIClient client, String baseUrl, ApiKey key, Clock clock) {
    this.client = client;
    this.baseUrl = baseUrl;
    this.key = key;
    this.clock = clock;
  }

  /**
   * A server, not yet called.
   *
   * @param baseUrl such as {@code https://api.openai.com/v1}
   * @param timeout for a whole call, from its connection to the last byte of its answer
   * @param connections how many are kept open between calls
   * @param clock what a Retry-After date is measured from
   */
  public static OpenAiServer at(
      String baseUrl, ApiKey key, Duration timeout, int connections, Clock clock) {
    OpenAIClient client =
        OpenAIOkHttpClient.builder()
            .baseUrl(baseUrl)
            .apiKey(key.value())
            .maxRetries(0)
            .timeout(timeout)
            .maxIdleConnections(connections)
            .keepAliveDuration(Duration.ofMinutes(1))
            .disableTelemetry(true)
            .logLevel(LogLevel.OFF)
            .checkJacksonVersionCompatibility(false)
            .build();
    return new OpenAiServer(client, baseUrl, key, clock);
  }

  @Override
  public String send(ChatRequest request) throws CallFailure {
    try (HttpResponse response =
        client.chat().completions().withRawResponse().create(parameters(request))) {
      String body = new String(response.body().readNBytes(MAX_BODY), UTF_8);
      if (response.statusCode() / 100 != 2) {
        throw refused(response.statusCode(), response.headers(), body);
      }
      return key.maskWhole(body);
    } catch (OpenAIServiceException e) {
      throw refused(e.statusCode(), e.headers(), String.valueOf(e.body()));
    } catch (OpenAIException | IOException e) {
      throw broken(e);
    }
  }

  private static ChatCompletionCreateParams parameters(ChatRequest request) {
    ChatCompletionCreateParams.Builder builder =
        ChatCompletionCreateParams.builder()
            .model(request.model())
            .addSystemMessage(request.system())
            .addUserMessage(request.user())
            .maxCompletionTokens(request.maxOutputTokens());
    request.temperature().ifPresent(builder::temperature);
    request.schema().ifPresent(schema -> builder.responseFormat(format(schema)));
    request
        .extra()
        .forEach(
            (name, value) ->
                builder.putAdditionalBodyProperty(name, JsonValue.fromJsonNode(value)));
    return builder.build();
  }

  private static ResponseFormatJsonSchema format(ChatRequest.AnswerSchema schema) {
    ResponseFormatJsonSchema.JsonSchema.Schema.Builder properties =
        ResponseFormatJsonSchema.JsonSchema.Schema.builder();
    parsed(schema.json())
        .properties()
        .forEach(
            property ->
                properties.putAdditionalProperty(
                    property.getKey(), JsonValue.fromJsonNode(property.getValue())));
    return ResponseFormatJsonSchema.builder()
        .jsonSchema(
            ResponseFormatJsonSchema.JsonSchema.builder()
                .name(schema.name())
                .strict(true)
                .schema(properties.build())
                .build())
        .build();
  }

  private static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Invalid answer schema: " + e.getOriginalMessage(), e);
    }
  }

  private CallFailure refused(int status, Headers headers, String body) {
    Reason reason =
        switch (status) {
          case 429 -> quotaExhausted(body) ? Reason.QUOTA_EXHAUSTED : Reason.RATE_LIMITED;
          case 401, 403 -> Reason.UNAUTHORISED;
          case 404 -> Reason.NOT_FOUND;
          case 408, 502, 504, 524 -> Reason.GATEWAY_TIMEOUT;
          default -> status >= 500 || status == 409 ? Reason.SERVER_ERROR : Reason.REQUEST_REJECTED;
        };
    return failure(reason, "status " + status + ": " + body, RetryAfter.of(headers, clock));
  }

  private static boolean quotaExhausted(String body) {
    return body.contains("insufficient_quota");
  }

  private CallFailure broken(Exception e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    Reason reason = Reason.CONNECTION_CUT;
    if (root instanceof ConnectException
        || root instanceof UnknownHostException
        || root instanceof NoRouteToHostException) {
      reason = Reason.UNREACHABLE;
    } else if (root instanceof InterruptedIOException || isTimeout(e)) {
      reason = Reason.TIMEOUT;
    }
    String message = root.getClass().getSimpleName() + ": " + root.getMessage();
    return failure(reason, message, Optional.empty());
  }

  /** OkHttp ends a call whose time is over as cancelled, with a timeout further up the chain. */
  private static boolean isTimeout(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedIOException) {
        return true;
      }
    }
    return false;
  }

  private CallFailure failure(Reason reason, String message, Optional<Duration> retryAfter) {
    String masked = key.mask(message);
    String head = masked.length() <= MAX_ERROR ? masked : masked.substring(0, MAX_ERROR) + "…";
    return new CallFailure(reason, baseUrl + ": " + head, retryAfter);
  }

  @Override
  public void close() {
    client.close();
  }
}

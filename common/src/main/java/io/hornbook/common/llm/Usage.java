package io.hornbook.common.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/**
 * What a response says that it used.
 *
 * @param inputTokens all input tokens, the cached ones among them
 * @param cachedTokens input tokens that the server had in its cache
 * @param outputTokens output tokens, hidden reasoning included
 */
public record Usage(long inputTokens, long cachedTokens, long outputTokens) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public Usage {
    if (inputTokens < 0 || outputTokens < 0 || cachedTokens < 0 || cachedTokens > inputTokens) {
      throw new IllegalArgumentException(
          "Invalid usage: %d input, %d cached, %d output (expected cached within input, none negative)"
              .formatted(inputTokens, cachedTokens, outputTokens));
    }
  }

  /** The usage in the body of a response, if it states one. */
  public static Optional<Usage> of(String body) {
    try {
      JsonNode usage = JSON.readTree(body).path("usage");
      JsonNode input = usage.path("prompt_tokens");
      if (!input.isIntegralNumber() || input.asLong() < 0) {
        return Optional.empty();
      }
      long cached = usage.path("prompt_tokens_details").path("cached_tokens").asLong(0);
      long output = Math.max(0, usage.path("completion_tokens").asLong(0));
      return Optional.of(
          new Usage(input.asLong(), Math.min(Math.max(0, cached), input.asLong()), output));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}

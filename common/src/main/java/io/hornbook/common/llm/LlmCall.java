package io.hornbook.common.llm;

import java.util.Objects;

/**
 * A request to be answered under a key.
 *
 * @param key what the ledger knows the call by
 * @param request what the server is asked
 * @param inputTokens an estimate, for the rate limit
 */
public record LlmCall<R extends LlmRequest>(CallKey key, R request, long inputTokens) {
  public LlmCall {
    Objects.requireNonNull(request, "request");
    if (!key.request().equals(request.sha256())) {
      throw new IllegalArgumentException("Invalid key: it is not that of the request");
    }
  }

  /** A call of {@code request}. */
  public static <R extends LlmRequest> LlmCall<R> of(
      R request, String annotator, int replicate, long inputTokens) {
    return new LlmCall<>(new CallKey(request.sha256(), annotator, replicate), request, inputTokens);
  }
}

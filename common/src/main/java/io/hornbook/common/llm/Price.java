package io.hornbook.common.llm;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What a model's tokens cost, in US dollars a million, which is the same number as millionths of a
 * dollar a token.
 *
 * @param input an input token
 * @param cachedInput an input token that the server had in its cache; as {@code input} if absent
 * @param output an output token
 */
public record Price(
    BigDecimal input, @JsonProperty("cached-input") BigDecimal cachedInput, BigDecimal output) {
  public Price {
    cachedInput = cachedInput == null ? input : cachedInput;
    if (input == null || output == null) {
      throw new IllegalArgumentException("Invalid price: input or output is missing");
    }
    if (input.signum() < 0 || output.signum() < 0 || cachedInput.signum() < 0) {
      throw new IllegalArgumentException("Invalid price: it is negative");
    }
  }

  /** A share of this price, such as a batch's. */
  Price share(BigDecimal share) {
    return new Price(input.multiply(share), cachedInput.multiply(share), output.multiply(share));
  }

  /** What a call cost, in millionths of a US dollar, rounded up. */
  public long microusd(Usage usage) {
    return input
        .multiply(BigDecimal.valueOf(usage.inputTokens() - usage.cachedTokens()))
        .add(cachedInput.multiply(BigDecimal.valueOf(usage.cachedTokens())))
        .add(output.multiply(BigDecimal.valueOf(usage.outputTokens())))
        .setScale(0, RoundingMode.CEILING)
        .longValueExact();
  }

  /** The most that a request can cost, in millionths of a US dollar. */
  public long worstMicrousd(LlmRequest request) {
    BigDecimal dearest = input.max(cachedInput);
    return dearest
        .multiply(BigDecimal.valueOf(request.maxInputTokens()))
        .add(output.multiply(BigDecimal.valueOf(request.maxOutputTokens())))
        .setScale(0, RoundingMode.CEILING)
        .longValueExact();
  }
}

package io.hornbook.common.embed;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;

/** The choice of an embedder in a config; {@code kind} tells the variants apart. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = EmbedderConfig.Hashing.class, name = "hashing"),
  @JsonSubTypes.Type(value = EmbedderConfig.Onnx.class, name = "onnx")
})
public sealed interface EmbedderConfig {
  /**
   * The embedder of this choice.
   *
   * @throws io.hornbook.common.failure.ConfigurationException if its files are not what they should
   *     be
   */
  Embedder embedder();

  /** Counts of subtokens, numbers and symbols: {@link HashingEmbedder}; nothing to choose. */
  record Hashing() implements EmbedderConfig {
    @Override
    public Embedder embedder() {
      return new HashingEmbedder();
    }
  }

  /** A neural model: {@link OnnxEmbedder}. Its path is not part of what a result depends on. */
  record Onnx(
      @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
          @JsonPropertyDescription(
              "a folder with model.onnx and tokenizer.json, at the same path on every machine")
          String model,
      @JsonPropertyDescription("how the vectors of tokens become one: mean, last_token or cls")
          Pooling pooling,
      @JsonPropertyDescription("tokens that the model takes at once, special ones among them")
          int maxTokens,
      @JsonPropertyDescription(
              "what is read of a longer text: head, head_and_tail, or the mean of windows")
          LongDocuments longDocuments,
      @JsonPropertyDescription("windows of a text at most, at least 1") int maxWindows,
      @JsonPropertyDescription(
              "windows of like length that the model takes at once, at least 1; one, where it quantises as it runs")
          int batch,
      @JsonPropertyDescription("threads of one call, at least 1; Spark runs a call on each core")
          int threads)
      implements EmbedderConfig, Serializable {
    public Onnx {
      check("max-tokens", maxTokens);
      check("max-windows", maxWindows);
      check("batch", batch);
      check("threads", threads);
    }

    private static void check(String key, int value) {
      if (value < 1) {
        throw new IllegalArgumentException(
            "Invalid %s: %d (expected at least 1)".formatted(key, value));
      }
    }

    @Override
    public Embedder embedder() {
      return new OnnxEmbedder(this);
    }
  }
}

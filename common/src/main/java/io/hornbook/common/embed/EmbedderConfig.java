package io.hornbook.common.embed;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** The choice of an embedder in a config; {@code kind} tells the variants apart. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes(@JsonSubTypes.Type(value = EmbedderConfig.Hashing.class, name = "hashing"))
public sealed interface EmbedderConfig {
  /** The embedder of this choice. */
  Embedder embedder();

  /** Counts of subtokens, numbers and symbols: {@link HashingEmbedder}; nothing to choose. */
  record Hashing() implements EmbedderConfig {
    @Override
    public Embedder embedder() {
      return new HashingEmbedder();
    }
  }
}

package io.hornbook.jobs.export;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.hornbook.common.similarity.Threshold;
import io.hornbook.common.token.Tokenizer;
import java.math.BigDecimal;

/**
 * How the corpus is written.
 *
 * @param shardBytes the text of a shard, in bytes before compression; at least 1
 * @param redact whether personal data and secrets are replaced
 * @param heldOut what is never trained on
 */
public record ExportConfig(
    @JsonPropertyDescription("The text of a shard, in bytes before compression; at least 1.")
        long shardBytes,
    @JsonPropertyDescription("Whether personal data and secrets are replaced.") boolean redact,
    @JsonPropertyDescription("What is never trained on.") HeldOut heldOut) {

  /**
   * The documents that are held out, and what is too near to them to be trained on.
   *
   * @param share of the documents, in [0, 1)
   * @param atMost so many of a large corpus, on average; at least 1
   * @param similarity Jaccard similarity of shingle sets from which a document is near, in (0, 1]
   * @param tokenizer what counts as a token
   * @param shingleLength tokens a shingle, at least 1
   */
  public record HeldOut(
      @JsonPropertyDescription("Share of the documents that is held out, in [0, 1).") double share,
      @JsonPropertyDescription("So many of a large corpus, on average; at least 1.") long atMost,
      @JsonPropertyDescription(
              "Jaccard similarity of shingle sets from which a document is too near to be trained on, in (0, 1].")
          BigDecimal similarity,
      @JsonPropertyDescription("What counts as a token: words-1 or words-and-punctuation-1.")
          String tokenizer,
      @JsonPropertyDescription("Tokens a shingle, at least 1.") int shingleLength) {
    public HeldOut {
      check(share >= 0 && share < 1, "held-out.share", share, "in [0, 1)");
      check(atMost >= 1, "held-out.at-most", atMost, "at least 1");
      check(shingleLength >= 1, "held-out.shingle-length", shingleLength, "at least 1");
      Threshold.of(similarity);
      Tokenizer.of(tokenizer);
    }

    /** The share of so many documents that is held out. */
    double shareOf(long documents) {
      return documents == 0 ? 0 : Math.min(share, (double) atMost / documents);
    }
  }

  public ExportConfig {
    check(shardBytes >= 1, "shard-bytes", shardBytes, "at least 1");
  }

  private static void check(boolean valid, String key, Object value, String expected) {
    if (!valid) {
      throw new IllegalArgumentException(
          "Invalid %s: %s (expected %s)".formatted(key, value, expected));
    }
  }
}

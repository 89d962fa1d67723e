package io.hornbook.jobs.export;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * How the corpus is written.
 *
 * @param shardBytes the text of a shard, in bytes before compression; at least 1
 * @param redact whether personal data and secrets are replaced
 */
public record ExportConfig(
    @JsonPropertyDescription("The text of a shard, in bytes before compression; at least 1.")
        long shardBytes,
    @JsonPropertyDescription("Whether personal data and secrets are replaced.") boolean redact) {
  public ExportConfig {
    if (shardBytes < 1) {
      throw new IllegalArgumentException(
          "Invalid shard-bytes: " + shardBytes + " (expected at least 1)");
    }
  }
}

package io.hornbook.jobs.measure;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.hornbook.common.signal.MeasureLimits;

/** The section {@code measure} of the config. */
public record MeasureConfig(
    @JsonPropertyDescription("a longer text is not parsed, in bytes, at least 1")
        long maxParsedBytes,
    @JsonPropertyDescription(
            "the work after which the parser gives a text up, in its progress reports for each 1000"
                + " bytes, at least 1")
        long parseStepsPerKb,
    @JsonPropertyDescription(
            "whether texts that a rule on an unparsed signal drops are parsed all the same")
        boolean parseDropped) {
  public MeasureConfig {
    new MeasureLimits(maxParsedBytes, parseStepsPerKb);
  }

  /** The limits as the parser takes them. */
  public MeasureLimits limits() {
    return new MeasureLimits(maxParsedBytes, parseStepsPerKb);
  }
}

package io.hornbook.common.classifier;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How a threshold is found in a {@link ThresholdTable}; {@code kind} tells the variants apart. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ThresholdChoice.KeepShare.class, name = "keep-share"),
  @JsonSubTypes.Type(value = ThresholdChoice.Tokens.class, name = "tokens"),
  @JsonSubTypes.Type(value = ThresholdChoice.Precision.class, name = "precision"),
  @JsonSubTypes.Type(value = ThresholdChoice.BestF1.class, name = "best-f1")
})
public sealed interface ThresholdChoice {
  /** The lowest threshold that keeps so much of the scored documents at most. */
  record KeepShare(
      @JsonPropertyDescription("share of the scored documents that is kept at most, in (0, 1]")
          double share)
      implements ThresholdChoice {
    public KeepShare {
      if (!(share > 0 && share <= 1)) {
        throw new IllegalArgumentException("Invalid share: " + share + " (expected in (0, 1])");
      }
    }
  }

  /** The lowest threshold that keeps so many tokens of the scored documents at most. */
  record Tokens(
      @JsonPropertyDescription("tokens of the scored documents that are kept at most, at least 1")
          long most)
      implements ThresholdChoice {
    public Tokens {
      if (most < 1) {
        throw new IllegalArgumentException("Invalid most: " + most + " (expected at least 1)");
      }
    }
  }

  /** The lowest threshold that is so precise on the labelled texts, each without its fold. */
  record Precision(
      @JsonPropertyDescription("precision on the labelled texts, in (0, 1]") double atLeast)
      implements ThresholdChoice {
    public Precision {
      if (!(atLeast > 0 && atLeast <= 1)) {
        throw new IllegalArgumentException(
            "Invalid at-least: " + atLeast + " (expected in (0, 1])");
      }
    }
  }

  /** The threshold with the best F1 on the labelled texts; of equals, the highest. */
  record BestF1() implements ThresholdChoice {}
}

package io.hornbook.common.llm;

import java.util.Locale;

/** What a paid answer comes to: a score, or a named failure. */
public sealed interface Judgement {
  /**
   * A score.
   *
   * @param score 0 to 5
   * @param reasoning why, in the annotator's words
   */
  record Scored(int score, String reasoning) implements Judgement {
    public Scored {
      if (score < 0 || score > ScoreFormat.MAX_SCORE) {
        throw new IllegalArgumentException("Invalid score: " + score + " (expected 0 to 5)");
      }
    }
  }

  /** No score, and why. */
  record Unscored(Reason reason, String detail) implements Judgement {}

  /** Why a paid answer holds no score. */
  enum Reason {
    /** The body is no chat completion. */
    MALFORMED_RESPONSE,
    /** The model declined to answer. */
    REFUSAL,
    /** The answer reached its limit of tokens (finish_reason {@code length}). */
    TRUNCATED_ANSWER,
    /** The server withheld the answer (finish_reason {@code content_filter}). */
    CONTENT_FILTER,
    /** The answer does not follow the schema. */
    MALFORMED_ANSWER,
    /** The score is a whole number, but not 0 to 5. */
    SCORE_OUT_OF_RANGE;

    /** The reason as tables hold it, in snake_case. */
    public String column() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

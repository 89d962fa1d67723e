package io.hornbook.common.source;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * Which pages of questions a source takes. StarCoder2 (arXiv 2402.19173, section 3.3) took those
 * with three answers or more.
 *
 * @param minScore the lowest score of a question; {@code null}: any, unknown ones included
 * @param minAnswers how many answers a question must have
 * @param tags a question must bear one of these; empty: it may bear any
 */
public record PageRules(Long minScore, int minAnswers, List<String> tags) implements Serializable {
  /** The reason of a question whose score is lower, or unknown. */
  public static final String LOW_SCORE = "low_score";

  /** The reason of a question with fewer answers. */
  public static final String FEW_ANSWERS = "few_answers";

  /** The reason of a question that bears none of the tags. */
  public static final String OTHER_TAGS = "other_tags";

  /** Rules that take every page. */
  public static final PageRules NONE = new PageRules(null, 0, List.of());

  public PageRules {
    if (minAnswers < 0) {
      throw new IllegalArgumentException(
          "Invalid min-answers: " + minAnswers + " (expected 0 or more)");
    }
    tags = List.copyOf(tags);
  }

  /** Why the page is not taken, or empty: it is. The first that applies, in the order above. */
  Optional<String> reason(QuestionPage page) {
    Post question = page.question();
    if (minScore != null && (question.score() == null || question.score() < minScore)) {
      return Optional.of(LOW_SCORE);
    }
    if (page.answers().size() < minAnswers) {
      return Optional.of(FEW_ANSWERS);
    }
    return tags.isEmpty() || question.tags().stream().anyMatch(tags::contains)
        ? Optional.empty()
        : Optional.of(OTHER_TAGS);
  }
}

package io.hornbook.common.rule;

import io.hornbook.common.optout.DenyList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The last word on a document.
 *
 * @param reasons why it is dropped, in rule order; empty for a document that is kept
 */
public record Verdict(List<String> reasons) {
  /** The reason of a document that a deny-list denies. */
  public static final String OPTED_OUT = DenyList.OPTED_OUT;

  /** The reason of a document that has the text of one that a deny-list denies. */
  public static final String OPTED_OUT_COPY = "opted_out_copy";

  /** The reason of a document whose text another document has. */
  public static final String EXACT_DUPLICATE = "exact_duplicate";

  /** The reason of a document that a survivor equals but for white space or comments. */
  public static final String NORMALISED_DUPLICATE = "normalised_duplicate";

  /** The reason of a document that a survivor nearly equals. */
  public static final String NEAR_DUPLICATE = "near_duplicate";

  /** The reason of a document whose vector points nearly where that of a survivor does. */
  public static final String SEMANTIC_DUPLICATE = "semantic_duplicate";

  /** The reason of a document that came as far as scoring and has no score. */
  public static final String NO_SCORE = "no_score";

  /** The reason of a document below the quality threshold. */
  public static final String LOW_QUALITY = "low_quality";

  /** The reason of a document that holds a benchmark item. */
  public static final String CONTAMINATED = "contaminated";

  private static final double MICRO = 1e6;

  public Verdict {
    reasons = List.copyOf(reasons);
  }

  /** Whether the document is kept. */
  public boolean isKept() {
    return reasons.isEmpty();
  }

  /**
   * The verdict on this evidence. A document that a gate or deduplication has dropped was neither
   * scored nor compared with benchmarks, so their absence is no reason.
   */
  public static Verdict of(Evidence evidence, Thresholds thresholds) {
    List<String> reasons = new ArrayList<>();
    evidence.optOut().ifPresent(reasons::add);
    reasons.addAll(evidence.gates());
    evidence.duplicate().ifPresent(reasons::add);
    if (reasons.isEmpty() && evidence.quality().isEmpty()) {
      reasons.add(NO_SCORE);
    }
    if (evidence.isContaminated()) {
      reasons.add(CONTAMINATED);
    }
    if (evidence.quality().isPresent()
        && micros(evidence.quality().getAsDouble()) < micros(thresholds.quality())) {
      reasons.add(LOW_QUALITY);
    }
    return new Verdict(reasons);
  }

  private static long micros(double quality) {
    return Math.round(quality * MICRO);
  }

  /**
   * What is known of a document.
   *
   * @param optOut {@link #OPTED_OUT} or {@link #OPTED_OUT_COPY}, if it is
   * @param gates the reasons of {@link RuleSet}
   * @param duplicate {@link #EXACT_DUPLICATE}, {@link #NORMALISED_DUPLICATE}, {@link
   *     #NEAR_DUPLICATE} or {@link #SEMANTIC_DUPLICATE}, if it is one
   * @param quality in [0, 1], if it was scored
   * @param isContaminated whether a contamination reaches the limit of its method
   */
  public record Evidence(
      Optional<String> optOut,
      List<String> gates,
      Optional<String> duplicate,
      OptionalDouble quality,
      boolean isContaminated) {}

  /**
   * What the evidence is held against.
   *
   * @param quality the least that is kept, in [0, 1]; compared in millionths, so that the last bits
   *     of another processor decide nothing
   */
  public record Thresholds(double quality) {
    public Thresholds {
      if (!(quality >= 0 && quality <= 1)) {
        throw new IllegalArgumentException(
            "Invalid quality threshold: " + quality + " (expected 0 to 1)");
      }
    }
  }
}

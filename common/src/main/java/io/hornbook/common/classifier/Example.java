package io.hornbook.common.classifier;

import io.hornbook.common.document.Sha256;

/**
 * A labelled text and what a forest that had not seen its fold predicted for it.
 *
 * @param text its content_sha256
 * @param group the group of near-duplicates it belongs to
 * @param fold the group's fold
 * @param score the mean of its labels, 0 to 5
 * @param positive whether the score counts as good
 * @param traits what else is known of it
 * @param prediction the predicted probability of positive, in [0, 1]
 */
public record Example(
    Sha256 text,
    Sha256 group,
    int fold,
    double score,
    boolean positive,
    Traits traits,
    double prediction) {
  public Example {
    if (!(prediction >= 0 && prediction <= 1)) {
      throw new IllegalArgumentException(
          "Invalid prediction: " + prediction + " (expected 0 to 1)");
    }
  }
}

package io.hornbook.common.classifier;

import io.hornbook.common.metric.Confusion;
import io.hornbook.common.metric.Evaluation;
import io.hornbook.common.metric.Interval;
import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * How well some texts are predicted and decided upon.
 *
 * @param texts how many there are
 * @param rocAuc absent unless both classes occur
 * @param prAuc average precision; absent without positive texts
 * @param spearman the predictions' rank correlation with the labelled scores
 * @param f1 of the decisions; as precision, recall, accuracy and balanced error
 * @param scoreError the class-balanced mean absolute error of the predicted score, 0 to 5; absent
 *     where the forest predicts a class
 * @param intervals the 95 % interval of each of these, by its name in snake_case
 */
public record Quality(
    long texts,
    OptionalDouble rocAuc,
    OptionalDouble prAuc,
    OptionalDouble spearman,
    OptionalDouble f1,
    OptionalDouble precision,
    OptionalDouble recall,
    OptionalDouble accuracy,
    OptionalDouble balancedError,
    OptionalDouble scoreError,
    Confusion confusion,
    SortedMap<String, Interval> intervals) {

  static Quality of(Evaluation evaluation, SortedMap<String, Interval> intervals) {
    Confusion confusion = evaluation.confusion();
    return new Quality(
        confusion.total(),
        evaluation.rocAuc(),
        evaluation.prAuc(),
        evaluation.spearman(),
        confusion.f1(),
        confusion.precision(),
        confusion.recall(),
        confusion.accuracy(),
        confusion.balancedError(),
        evaluation.scoreError(),
        confusion,
        intervals);
  }
}

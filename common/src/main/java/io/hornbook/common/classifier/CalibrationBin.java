package io.hornbook.common.classifier;

import io.hornbook.common.metric.Bootstrap;
import io.hornbook.common.metric.Interval;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The texts whose prediction lies in a tenth of [0, 1]; 1 itself is in the last.
 *
 * @param from the least prediction that belongs here
 * @param texts how many there are
 * @param meanPrediction what is predicted for them on average
 * @param positiveShare how many of them are positive
 * @param interval of that share
 */
public record CalibrationBin(
    double from,
    long texts,
    double meanPrediction,
    double positiveShare,
    Optional<Interval> interval) {
  private static final int TENTHS = 10;

  static int of(Example example) {
    return Math.min(TENTHS - 1, (int) (TENTHS * example.prediction()));
  }

  static CalibrationBin of(int tenth, List<Example> examples, Bootstrap bootstrap) {
    boolean[] positive = ForestRule.positives(examples);
    Map<String, Interval> intervals =
        bootstrap.intervals(
            examples.stream().map(Example::group).toList(),
            weights -> Map.of("share", share(positive, weights)));
    return new CalibrationBin(
        tenth / (double) TENTHS,
        examples.size(),
        examples.stream().mapToDouble(Example::prediction).average().orElseThrow(),
        (double) examples.stream().filter(Example::positive).count() / examples.size(),
        Optional.ofNullable(intervals.get("share")));
  }

  private static OptionalDouble share(boolean[] positive, int[] weights) {
    long all = 0;
    long positives = 0;
    for (int i = 0; i < positive.length; i++) {
      all += weights[i];
      positives += positive[i] ? weights[i] : 0;
    }
    return all == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) positives / all);
  }
}

package io.hornbook.common.classifier;

import io.hornbook.common.label.Agreement;
import io.hornbook.common.label.Agreement.Pair;
import io.hornbook.common.metric.Bootstrap;
import io.hornbook.common.metric.Confusion;
import io.hornbook.common.metric.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.stream.IntStream;

/**
 * How well one annotation predicts the other of the same text: no classifier that learns from them
 * can be seen to do better.
 *
 * @param pairs texts with two annotations
 * @param exact as in {@link Agreement}; so are withinOne, quadraticKappa and spearman
 * @param f1 of the second annotation's class against the first one's
 * @param balancedError of the same
 * @param intervals the 95 % interval of each of these, by its name in snake_case
 */
public record Ceiling(
    long pairs,
    OptionalDouble exact,
    OptionalDouble withinOne,
    OptionalDouble quadraticKappa,
    OptionalDouble spearman,
    OptionalDouble f1,
    OptionalDouble balancedError,
    SortedMap<String, Interval> intervals) {

  /**
   * The agreement of the pairs.
   *
   * @param minScore from which score a text is positive
   */
  public static Ceiling of(List<Pair> pairs, int minScore, Bootstrap bootstrap) {
    Map<String, OptionalDouble> metrics = metrics(pairs, minScore);
    List<Integer> each = IntStream.range(0, pairs.size()).boxed().toList();
    return new Ceiling(
        pairs.size(),
        metrics.get("exact"),
        metrics.get("within_one"),
        metrics.get("quadratic_kappa"),
        metrics.get("spearman"),
        metrics.get("f1"),
        metrics.get("balanced_error"),
        bootstrap.intervals(each, weights -> metrics(repeated(pairs, weights), minScore)));
  }

  private static Map<String, OptionalDouble> metrics(List<Pair> pairs, int minScore) {
    Agreement agreement = Agreement.of(pairs);
    Confusion classes = classes(pairs, minScore);
    Map<String, OptionalDouble> metrics = new LinkedHashMap<>();
    metrics.put("exact", agreement.exact());
    metrics.put("within_one", agreement.withinOne());
    metrics.put("quadratic_kappa", agreement.quadraticKappa());
    metrics.put("spearman", agreement.spearman());
    metrics.put("f1", classes.f1());
    metrics.put("balanced_error", classes.balancedError());
    return metrics;
  }

  private static Confusion classes(List<Pair> pairs, int minScore) {
    long[] counts = new long[4];
    for (Pair pair : pairs) {
      int first = pair.first() >= minScore ? 1 : 0;
      int second = pair.second() >= minScore ? 1 : 0;
      counts[2 * first + second]++;
    }
    return new Confusion(counts[3], counts[1], counts[0], counts[2]);
  }

  private static List<Pair> repeated(List<Pair> pairs, int[] weights) {
    List<Pair> repeated = new ArrayList<>(pairs.size());
    for (int i = 0; i < weights.length; i++) {
      for (int copy = weights[i]; copy > 0; copy--) {
        repeated.add(pairs.get(i));
      }
    }
    return repeated;
  }
}

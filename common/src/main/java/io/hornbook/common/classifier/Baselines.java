package io.hornbook.common.classifier;

import io.hornbook.common.metric.Confusion;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What can be predicted without looking into the texts, learned from the same folds. */
public final class Baselines {
  private Baselines() {}

  /**
   * Prediction by the length in bytes alone: its rank among the texts of the other folds. Which
   * direction is better and where to cut (at the best F1) is learned from the other folds, too.
   *
   * @param examples of two folds or more
   */
  public static Evaluation length(List<Example> examples) {
    Map<Integer, LengthRule> rules = byFold(examples, LengthRule::new);
    double[] predictions =
        examples.stream().mapToDouble(e -> rules.get(e.fold()).prediction(e)).toArray();
    Confusion confusion = confusion(examples, e -> rules.get(e.fold()).takes(e));
    return Evaluation.of(examples, predictions, confusion);
  }

  /**
   * Prediction of the class that is commoner in the other folds, negative if both are as common.
   *
   * @param examples of two folds or more
   */
  public static Confusion majority(List<Example> examples) {
    Map<Integer, Boolean> positive =
        byFold(
            examples,
            others -> 2 * others.stream().filter(Example::positive).count() > others.size());
    return confusion(examples, example -> positive.get(example.fold()));
  }

  /** For each fold, what is learned from the others. */
  private static <T> Map<Integer, T> byFold(
      List<Example> examples, Function<List<Example>, T> learn) {
    return examples.stream()
        .map(Example::fold)
        .distinct()
        .collect(
            Collectors.toMap(
                fold -> fold,
                fold -> learn.apply(examples.stream().filter(e -> e.fold() != fold).toList())));
  }

  private static Confusion confusion(List<Example> examples, Predicate<Example> takes) {
    long[] counts = new long[4];
    for (Example example : examples) {
      boolean taken = takes.test(example);
      counts[(taken ? 0 : 2) + (taken == example.positive() ? 0 : 1)]++;
    }
    return new Confusion(counts[0], counts[1], counts[2], counts[3]);
  }
}

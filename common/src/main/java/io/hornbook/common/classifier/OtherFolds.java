package io.hornbook.common.classifier;

import io.hornbook.common.metric.Confusion;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Learns for each fold from the others, and counts the decisions that follow. */
final class OtherFolds {
  private OtherFolds() {}

  /** For each fold, what is learned from the others. */
  static <T> Map<Integer, T> learn(List<Example> examples, Function<List<Example>, T> learner) {
    return examples.stream()
        .map(Example::fold)
        .distinct()
        .collect(
            Collectors.toMap(
                fold -> fold,
                fold -> learner.apply(examples.stream().filter(e -> e.fold() != fold).toList())));
  }

  static Confusion confusion(List<Example> examples, Predicate<Example> takes) {
    long[] counts = new long[4];
    for (Example example : examples) {
      boolean taken = takes.test(example);
      counts[(taken ? 0 : 2) + (taken == example.positive() ? 0 : 1)]++;
    }
    return new Confusion(counts[0], counts[1], counts[2], counts[3]);
  }
}

package io.hornbook.common.classifier;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Learns for each fold from the others. */
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

  /**
   * Judges every example by what is learned from the other folds: no example helps to learn what
   * judges it.
   *
   * @param examples of two folds or more
   */
  static List<Judgement> judge(
      List<Example> examples, Function<List<Example>, ? extends Predictor> learner) {
    Map<Integer, ? extends Predictor> predictors = learn(examples, learner);
    return examples.stream()
        .map(
            example -> {
              Predictor predictor = predictors.get(example.fold());
              return new Judgement(
                  example, predictor.prediction(example), predictor.takes(example));
            })
        .toList();
  }
}

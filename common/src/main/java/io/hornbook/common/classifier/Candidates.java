package io.hornbook.common.classifier;

import io.hornbook.common.metric.Ranking;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Several ways to train a forest, each with its predictions of the same examples.
 *
 * @param predicted for each way, in order, the examples in the same order with its predictions
 */
public record Candidates<T>(Map<T, List<Example>> predicted) {
  /** The ranking of all examples by a candidate. */
  public Ranking ranking(T candidate) {
    return ForestRule.ranking(predicted.get(candidate));
  }

  /** The candidate that ranks all examples best, by ROC-AUC; of equals, the first. */
  public T best() {
    return best(example -> true);
  }

  /** Each example with the prediction of the candidate that ranks the other folds best. */
  public List<Example> acrossFolds() {
    List<Example> any = predicted.values().iterator().next();
    Map<Integer, T> bestElsewhere = new HashMap<>();
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < any.size(); i++) {
      int fold = any.get(i).fold();
      T best = bestElsewhere.computeIfAbsent(fold, f -> best(example -> example.fold() != f));
      examples.add(predicted.get(best).get(i));
    }
    return examples;
  }

  private T best(Predicate<Example> among) {
    T best = null;
    double highest = -1;
    for (Map.Entry<T, List<Example>> candidate : predicted.entrySet()) {
      double area =
          ForestRule.ranking(candidate.getValue().stream().filter(among).toList())
              .rocAuc()
              .orElse(0);
      if (area > highest) {
        best = candidate.getKey();
        highest = area;
      }
    }
    return best;
  }
}

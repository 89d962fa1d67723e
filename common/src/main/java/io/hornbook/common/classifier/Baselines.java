package io.hornbook.common.classifier;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What can be predicted without a forest, learned from the same folds. */
final class Baselines {
  private Baselines() {}

  /**
   * Every baseline by its name, each as what it learns from the other folds.
   *
   * <ul>
   *   <li>{@code length}: the rank of the length among the texts of the other folds, in the better
   *       direction, cut at the best F1 there;
   *   <li>{@code comment_share}: the same of the share of comments and docstrings, 0 where it is
   *       unknown;
   *   <li>{@code longest_two_percent}: everything but texts longer than 98 % of the other folds'
   *       (arXiv:2407.00434);
   *   <li>{@code majority}: the class that is commoner in the other folds, negative if both are as
   *       common.
   * </ul>
   */
  static Map<String, Function<List<Example>, Predictor>> all() {
    Map<String, Function<List<Example>, Predictor>> all = new LinkedHashMap<>();
    all.put("length", training -> new RankRule(training, e -> e.traits().bytes()));
    all.put(
        "comment_share",
        training -> new RankRule(training, e -> e.traits().commentaryShare().orElse(0)));
    all.put("longest_two_percent", LongestRule::of);
    all.put("majority", MajorityRule::of);
    return all;
  }
}

package io.hornbook.common.classifier;

import io.hornbook.common.metric.Ranking;
import java.util.List;

/**
 * The forest's own prediction of an example, cut where others say.
 *
 * @param threshold from which an example is taken
 */
record ForestRule(double threshold) implements Predictor {
  /** Cuts at the best F1 of other examples. */
  static ForestRule of(List<Example> others) {
    return new ForestRule(ranking(others).bestThreshold());
  }

  /** The ranking of examples by their predictions. */
  static Ranking ranking(List<Example> examples) {
    return Ranking.of(
        examples.stream().mapToDouble(Example::prediction).toArray(), positives(examples));
  }

  static boolean[] positives(List<Example> examples) {
    boolean[] positives = new boolean[examples.size()];
    for (int i = 0; i < positives.length; i++) {
      positives[i] = examples.get(i).positive();
    }
    return positives;
  }

  @Override
  public double prediction(Example example) {
    return example.prediction();
  }

  @Override
  public boolean takes(Example example) {
    return example.prediction() >= threshold;
  }
}

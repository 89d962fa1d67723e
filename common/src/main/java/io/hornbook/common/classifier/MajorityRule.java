package io.hornbook.common.classifier;

import java.util.List;

/**
 * Takes everything or nothing.
 *
 * @param positive whether positive is the commoner class
 */
record MajorityRule(boolean positive) implements Predictor {
  static MajorityRule of(List<Example> training) {
    return new MajorityRule(
        2 * training.stream().filter(Example::positive).count() > training.size());
  }

  @Override
  public double prediction(Example example) {
    return positive ? 1 : 0;
  }

  @Override
  public boolean takes(Example example) {
    return positive;
  }
}

package io.hornbook.common.classifier;

import java.util.List;

/**
 * Takes everything but the longest: what prunes code better than some embeddings do
 * (arXiv:2407.00434).
 *
 * @param longest the length that is just taken, in bytes
 */
record LongestRule(long longest) implements Predictor {
  private static final double KEPT = 0.98;

  /** Cuts above the length that 98 % of the training texts do not exceed. */
  static LongestRule of(List<Example> training) {
    long[] lengths = training.stream().mapToLong(e -> e.traits().bytes()).sorted().toArray();
    int kept = (int) Math.ceil(KEPT * lengths.length);
    return new LongestRule(kept == 0 ? Long.MAX_VALUE : lengths[kept - 1]);
  }

  @Override
  public double prediction(Example example) {
    return takes(example) ? 1 : 0;
  }

  @Override
  public boolean takes(Example example) {
    return example.traits().bytes() <= longest;
  }
}

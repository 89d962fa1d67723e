package io.hornbook.common.classifier;

/** What was learned from some examples, to judge others by. */
interface Predictor {
  /** A number that is the higher, the likelier the example is positive; not NaN. */
  double prediction(Example example);

  /** Whether the example is decided to be positive. */
  boolean takes(Example example);
}

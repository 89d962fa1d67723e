package io.hornbook.common.classifier;

/**
 * What is said of an example by something that has not seen its fold.
 *
 * @param prediction the higher, the likelier positive
 * @param taken whether it is decided to be positive
 */
record Judgement(Example example, double prediction, boolean taken) {}

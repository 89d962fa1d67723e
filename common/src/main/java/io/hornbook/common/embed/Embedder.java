package io.hornbook.common.embed;

import java.io.Serializable;

/**
 * A function from texts to vectors. It travels to where the texts are, may be shared between
 * threads, and gives equal vectors for equal texts.
 */
public sealed interface Embedder extends Serializable permits HashingEmbedder {
  /** The length of every vector. */
  int dimensions();

  /**
   * What the vectors depend on beside the text, such as {@code hashing-v1-384}: vectors of
   * different fingerprints must not be compared, nor scored by one classifier.
   */
  String fingerprint();

  /**
   * The vector of a text: {@link #dimensions()} finite numbers, of Euclidean length 1, or all zero
   * for a text without features.
   *
   * @param utf8 the whole text in UTF-8; any bytes are allowed
   */
  float[] embed(byte[] utf8);
}

package io.hornbook.common.embed;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * A function from texts to vectors. It travels to where the texts are, may be shared between
 * threads, and gives equal vectors for equal texts.
 */
public sealed interface Embedder extends Serializable permits HashingEmbedder, OnnxEmbedder {
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

  /** The vectors of several texts, in their order: those of {@link #embed}, made together. */
  default List<float[]> embedAll(List<byte[]> texts) {
    return texts.stream().map(this::embed).toList();
  }

  /** How many texts are best given to {@link #embedAll} at once, at least 1. */
  default int batch() {
    return 1;
  }

  /**
   * Whether the vectors are the same to the last bit on every machine; others are compared with a
   * tolerance, and stand outside digests.
   */
  default boolean isExact() {
    return true;
  }

  /** What a dimension stands for, in a few words; nothing where it has no name. */
  default Optional<String> name(int dimension) {
    return Optional.empty();
  }
}

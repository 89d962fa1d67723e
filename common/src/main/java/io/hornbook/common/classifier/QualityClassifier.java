package io.hornbook.common.classifier;

import io.hornbook.common.document.Sha256;
import io.hornbook.common.embed.Embedder;
import io.hornbook.common.forest.FlatForest;
import io.hornbook.common.forest.Forest;
import java.io.Serializable;

/** The quality of texts: an embedder and the forest that was trained on its vectors. */
public final class QualityClassifier implements Serializable {
  private static final long serialVersionUID = 1;

  private final Embedder embedder;
  private final FlatForest forest;
  private final String fingerprint;

  /**
   * @throws IllegalArgumentException if the forest expects vectors of another length
   */
  public QualityClassifier(Embedder embedder, Forest forest) {
    if (embedder.dimensions() != forest.dimensions()) {
      throw new IllegalArgumentException(
          "Invalid classifier: a forest over %d dimensions (expected the embedder's, %d)"
              .formatted(forest.dimensions(), embedder.dimensions()));
    }
    this.embedder = embedder;
    this.forest = FlatForest.of(forest);
    this.fingerprint = fingerprint(forest, embedder.fingerprint());
  }

  /**
   * What the scores depend on beside the text: SHA-256, in hexadecimal digits, of the forest's node
   * digest in hexadecimal digits, a line feed and the embedder's fingerprint.
   */
  public static String fingerprint(Forest forest, String embedder) {
    return Sha256.of(forest.digest().hex() + "\n" + embedder).hex();
  }

  /** The fingerprint of this classifier. */
  public String fingerprint() {
    return fingerprint;
  }

  /**
   * The quality of a text in [0, 1]: the forest's probability of the positive class.
   *
   * @param utf8 the whole text in UTF-8
   */
  public double quality(byte[] utf8) {
    return forest.probability(embedder.embed(utf8));
  }
}

package io.hornbook.common.classifier;

import io.hornbook.common.document.Sha256;
import io.hornbook.common.embed.Embedder;
import io.hornbook.common.forest.FlatForest;
import io.hornbook.common.forest.Forest;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * The quality of texts: an embedder and the forest that was trained on its vectors, with signals
 * behind them where it was trained on some.
 */
public final class QualityClassifier implements Serializable {
  private static final long serialVersionUID = 1;

  private final Embedder embedder;
  private final List<String> signals;
  private final FlatForest forest;
  private final String fingerprint;

  /** A classifier that knows the vector alone. */
  public QualityClassifier(Embedder embedder, Forest forest) {
    this(embedder, List.of(), forest);
  }

  /**
   * @param signals the columns of the signals whose values follow the vector, in order
   * @throws IllegalArgumentException if the forest expects vectors of another length
   */
  public QualityClassifier(Embedder embedder, List<String> signals, Forest forest) {
    int dimensions = embedder.dimensions() + signals.size();
    if (dimensions != forest.dimensions()) {
      throw new IllegalArgumentException(
          "Invalid classifier: a forest over %d dimensions (expected the embedder's, %d%s)"
              .formatted(
                  forest.dimensions(),
                  embedder.dimensions(),
                  signals.isEmpty() ? "" : ", and " + signals.size() + " signals"));
    }
    this.embedder = embedder;
    this.signals = List.copyOf(signals);
    this.forest = FlatForest.of(forest);
    this.fingerprint = fingerprint(forest, embedder.fingerprint(), signals);
  }

  /** The fingerprint of a classifier that knows the vector alone. */
  public static String fingerprint(Forest forest, String embedder) {
    return fingerprint(forest, embedder, List.of());
  }

  /**
   * What the scores depend on beside the text: SHA-256, in hexadecimal digits, of the forest's node
   * digest in hexadecimal digits, a line feed and the embedder's fingerprint, and a line feed and
   * the column of each signal.
   */
  public static String fingerprint(Forest forest, String embedder, List<String> signals) {
    StringBuilder text = new StringBuilder(forest.digest().hex()).append('\n').append(embedder);
    signals.forEach(signal -> text.append('\n').append(signal));
    return Sha256.of(text.toString()).hex();
  }

  /** The fingerprint of this classifier. */
  public String fingerprint() {
    return fingerprint;
  }

  /** What makes the vectors. */
  public Embedder embedder() {
    return embedder;
  }

  /** The columns of the signals whose values follow the vector, in order. */
  public List<String> signals() {
    return signals;
  }

  /**
   * The quality of a text in [0, 1]: the forest's probability of the positive class.
   *
   * @param utf8 the whole text in UTF-8
   */
  public double quality(byte[] utf8) {
    return quality(embedder.embed(utf8));
  }

  /**
   * The quality of a text by its vector.
   *
   * @param signals the values of {@link #signals()}, as {@code SignalFeatures} gives them
   */
  public double quality(float[] vector, float... signals) {
    float[] features = vector;
    if (signals.length > 0) {
      features = Arrays.copyOf(vector, vector.length + signals.length);
      System.arraycopy(signals, 0, features, vector.length, signals.length);
    }
    return forest.probability(features);
  }
}

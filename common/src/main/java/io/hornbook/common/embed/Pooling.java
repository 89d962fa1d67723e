package io.hornbook.common.embed;

/** How the vectors of a text's tokens become one. */
public enum Pooling {
  /** Their mean: sentence encoders such as MiniLM. */
  MEAN,
  /** The last token's: decoders such as CodeGen, whose last token has seen all others. */
  LAST_TOKEN,
  /** The first token's: encoders that were trained with a class token, such as arctic-embed. */
  CLS;

  /**
   * The pooled vector of one text, of Euclidean length 1 or all zero.
   *
   * @param tokens the vectors of its tokens, and perhaps of padding behind them
   * @param count how many tokens it has, at least 1
   */
  float[] pooled(float[][] tokens, int count) {
    double[] sum = new double[tokens[0].length];
    int first = this == LAST_TOKEN ? count - 1 : 0;
    int end = this == CLS ? 1 : count;
    for (int token = first; token < end; token++) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += tokens[token][i];
      }
    }
    return normalised(sum);
  }

  static float[] normalised(double[] sum) {
    double squares = 0;
    for (double value : sum) {
      squares += value * value;
    }
    float[] vector = new float[sum.length];
    for (int i = 0; squares > 0 && i < sum.length; i++) {
      vector[i] = (float) (sum[i] / Math.sqrt(squares));
    }
    return vector;
  }
}

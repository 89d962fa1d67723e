package io.hornbook.common.embed;

/**
 * Counts of subtokens, numbers and symbols in 384 dimensions, exactly as the package documentation
 * defines them.
 */
public record HashingEmbedder() implements Embedder {
  static final int DIMENSIONS = 384;

  @Override
  public int dimensions() {
    return DIMENSIONS;
  }

  @Override
  public String fingerprint() {
    return "hashing-v1-" + DIMENSIONS;
  }

  @Override
  public float[] embed(byte[] utf8) {
    ByteClasses classes = new ByteClasses(utf8);
    FeatureCounts counts = new FeatureCounts();
    counts.add(classes);
    return counts.vector();
  }
}

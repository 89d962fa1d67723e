package io.hornbook.common.embed;

import java.util.Optional;

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

  /** Symbols and lengths of numbers have names; a hashed dimension is of many subtokens. */
  @Override
  public Optional<String> name(int dimension) {
    if (dimension < FeatureCounts.SYMBOLS) {
      return Optional.of("symbol " + FeatureCounts.SYMBOL_ORDER.charAt(dimension));
    }
    int digits = dimension - FeatureCounts.SYMBOLS + 1;
    return digits > FeatureCounts.LENGTHS
        ? Optional.empty()
        : Optional.of(
            "numbers of "
                + digits
                + (digits == 1
                    ? " digit"
                    : digits == FeatureCounts.LENGTHS ? " and more digits" : " digits"));
  }
}

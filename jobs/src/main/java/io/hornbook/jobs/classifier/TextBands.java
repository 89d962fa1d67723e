package io.hornbook.jobs.classifier;

import io.hornbook.common.minhash.LshParameters;
import io.hornbook.common.minhash.SimilaritySketch;
import io.hornbook.common.token.Shingles;
import io.hornbook.common.token.Tokenizer;
import org.apache.spark.sql.api.java.UDF1;

/** The band hashes of a text in UTF-8; none for a text without tokens. */
final class TextBands implements UDF1<byte[], long[]> {
  private static final long serialVersionUID = 1;

  private final Tokenizer tokenizer;
  private final int shingleLength;
  private final LshParameters banding;
  private final SimilaritySketch sketch;

  TextBands(ClassifierConfig.Validation validation, long seed) {
    tokenizer = Tokenizer.of(validation.tokenizer());
    shingleLength = validation.shingleLength();
    banding = validation.banding();
    sketch = new SimilaritySketch(seed, banding.components());
  }

  @Override
  public long[] call(byte[] utf8) {
    long[] shingles = Shingles.of(tokenizer.tokenize(utf8), shingleLength);
    return shingles.length == 0 ? shingles : banding.bandHashes(sketch.signature(shingles));
  }
}

package io.hornbook.jobs.dedup;

import io.hornbook.common.minhash.LshParameters;
import io.hornbook.common.minhash.SimilaritySketch;
import io.hornbook.common.similarity.SortedLongs;
import io.hornbook.common.token.ShingleSummary;
import io.hornbook.common.token.Shingles;
import io.hornbook.common.token.Tokenizer;
import io.hornbook.common.token.Tokens;
import java.util.Arrays;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.StructType;

/**
 * What deduplication needs to know of a text: its number of tokens, of distinct shingles, the
 * digest of the shingle set and the hashes of its signature's bands. The last two are null where
 * there are no tokens, or more shingles than the cap.
 */
final class DocumentFeatures implements UDF1<byte[], Row> {
  static final StructType SCHEMA =
      StructType.fromDDL("tokens INT, shingles INT, digest BINARY, bands ARRAY<BIGINT>");

  private final Tokenizer tokenizer;
  private final int shingleLength;
  private final int maxShingles;
  private final LshParameters banding;
  private final SimilaritySketch sketch;

  DocumentFeatures(DedupConfig config, long seed) {
    this.tokenizer = Tokenizer.of(config.tokenizer());
    this.shingleLength = config.shingleLength();
    this.maxShingles = config.maxShingles();
    this.banding = config.banding();
    this.sketch = new SimilaritySketch(seed, banding.components());
  }

  @Override
  public Row call(byte[] text) {
    Tokens tokens = tokenizer.tokenize(text);
    long[] shingles = Shingles.sequence(tokens, shingleLength);
    ShingleSummary summary = ShingleSummary.of(shingles);
    if (summary.distinct() == 0 || summary.distinct() > maxShingles) {
      return RowFactory.create(tokens.count(), summary.distinct(), null, null);
    }
    byte[] digest = SortedLongs.encode(new long[] {summary.high(), summary.low()});
    long[] bands = banding.bandHashes(sketch.signature(shingles));
    return RowFactory.create(
        tokens.count(), summary.distinct(), digest, Arrays.stream(bands).boxed().toArray());
  }
}

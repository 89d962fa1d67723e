package io.hornbook.jobs.dedup;

import io.hornbook.common.minhash.LshParameters;
import io.hornbook.common.minhash.SimilaritySketch;
import io.hornbook.common.normal.TextNormaliser;
import io.hornbook.common.similarity.SortedLongs;
import io.hornbook.common.token.ShingleSummary;
import io.hornbook.common.token.Shingles;
import io.hornbook.common.token.Tokenizer;
import io.hornbook.common.token.Tokens;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.StructType;

/**
 * What deduplication needs to know of a text and its language: its number of tokens, of distinct
 * shingles, the key under which it is contracted, the digest of its normal form and the hashes of
 * its signature's bands. The bands are null where there are no tokens, or more shingles than the
 * cap. The normal form, which takes as long as all else, is null where nobody asked for it and no
 * key is made of it.
 */
final class DocumentFeatures implements UDF2<byte[], String, Row> {
  static final StructType SCHEMA =
      StructType.fromDDL(
          "tokens INT, shingles INT, key BINARY, normal BINARY, bands ARRAY<BIGINT>");

  private final Tokenizer tokenizer;
  private final int shingleLength;
  private final int maxShingles;
  private final boolean foldsComments;
  private final boolean normalises;
  private final TextNormaliser normaliser;
  private final LshParameters banding;
  private final SimilaritySketch sketch;

  /**
   * @param seed of the signatures
   * @param normalises whether every text is normalised
   */
  DocumentFeatures(DedupConfig config, long seed, boolean normalises) {
    this.tokenizer = Tokenizer.of(config.tokenizer());
    this.shingleLength = config.shingleLength();
    this.maxShingles = config.maxShingles();
    this.foldsComments = config.foldComments();
    this.normalises = normalises || foldsComments;
    this.normaliser = new TextNormaliser(foldsComments);
    this.banding = config.banding();
    this.sketch = new SimilaritySketch(seed, banding.components());
  }

  @Override
  public Row call(byte[] text, String language) {
    Tokens tokens = tokenizer.tokenize(text);
    long[] shingles = Shingles.sequence(tokens, shingleLength);
    ShingleSummary summary = ShingleSummary.ofCompacted(shingles);
    boolean isNear = summary.distinct() > 0 && summary.distinct() <= maxShingles;
    byte[] normal = normalises || !isNear ? normaliser.digest(language, text) : null;
    if (!isNear) {
      return RowFactory.create(tokens.count(), summary.distinct(), normal, normal, null);
    }
    long[] bands = banding.bandHashes(sketch.signature(shingles, summary.distinct()));
    return RowFactory.create(
        tokens.count(),
        summary.distinct(),
        key(summary, normal),
        normal,
        Arrays.stream(bands).boxed().toArray());
  }

  /**
   * White space is no part of a token, so that texts with one normal form have one shingle set.
   * Where comments are folded that is not so: a document may then be the neighbour of another one
   * by its shingles or by its normal form, and those that are contracted share both.
   */
  private byte[] key(ShingleSummary summary, byte[] normal) {
    byte[] shingles = SortedLongs.encode(new long[] {summary.high(), summary.low()});
    return foldsComments
        ? ByteBuffer.allocate(shingles.length + normal.length).put(shingles).put(normal).array()
        : shingles;
  }
}

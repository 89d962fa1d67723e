package io.hornbook.jobs.dedup;

import io.hornbook.common.similarity.SortedLongs;
import io.hornbook.common.token.Shingles;
import io.hornbook.common.token.Tokenizer;
import org.apache.spark.sql.api.java.UDF1;

/**
 * The shingle set of a text that takes part in near deduplication, in its persisted form; null for
 * another text.
 */
final class CappedShingleSet implements UDF1<byte[], byte[]> {
  private final Tokenizer tokenizer;
  private final int shingleLength;
  private final int maxShingles;

  CappedShingleSet(DedupConfig config) {
    this.tokenizer = Tokenizer.of(config.tokenizer());
    this.shingleLength = config.shingleLength();
    this.maxShingles = config.maxShingles();
  }

  @Override
  public byte[] call(byte[] text) {
    long[] shingles = Shingles.of(tokenizer.tokenize(text), shingleLength);
    return shingles.length == 0 || shingles.length > maxShingles
        ? null
        : SortedLongs.encode(shingles);
  }
}

package io.hornbook.jobs.dedup;

import io.hornbook.common.similarity.SortedLongs;
import io.hornbook.common.token.Shingles;
import io.hornbook.common.token.Tokenizer;
import org.apache.spark.sql.api.java.UDF1;

/** The shingle set of a text, in its persisted form. */
final class ShingleSet implements UDF1<byte[], byte[]> {
  private final Tokenizer tokenizer;
  private final int shingleLength;

  ShingleSet(DedupConfig config) {
    this.tokenizer = Tokenizer.of(config.tokenizer());
    this.shingleLength = config.shingleLength();
  }

  @Override
  public byte[] call(byte[] text) {
    return SortedLongs.encode(Shingles.of(tokenizer.tokenize(text), shingleLength));
  }
}

package io.hornbook.jobs.dedup;

import io.hornbook.common.normal.TextNormaliser;
import io.hornbook.common.similarity.SortedLongs;
import io.hornbook.common.token.Shingles;
import io.hornbook.common.token.Tokenizer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.types.StructType;

/**
 * What the second look at a text gives: its shingle set in its persisted form, the digest of its
 * normal form, or both; null for what is not wanted.
 */
final class TextsAgain implements UDF4<byte[], String, Boolean, Boolean, Row> {
  static final StructType SCHEMA = StructType.fromDDL("set BINARY, normal BINARY");

  private final Tokenizer tokenizer;
  private final int shingleLength;
  private final TextNormaliser normaliser;

  TextsAgain(DedupConfig config) {
    this.tokenizer = Tokenizer.of(config.tokenizer());
    this.shingleLength = config.shingleLength();
    this.normaliser = new TextNormaliser(config.foldComments());
  }

  @Override
  public Row call(byte[] text, String language, Boolean setWanted, Boolean normalWanted) {
    return RowFactory.create(
        setWanted ? set(text) : null, normalWanted ? normaliser.digest(language, text) : null);
  }

  private byte[] set(byte[] text) {
    return SortedLongs.encode(Shingles.of(tokenizer.tokenize(text), shingleLength));
  }
}

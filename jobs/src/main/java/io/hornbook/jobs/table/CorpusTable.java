package io.hornbook.jobs.table;

import org.apache.spark.sql.types.StructType;

/**
 * The corpus, written by {@code export}: the kept documents in even shards, shuffled under the
 * run's seed; {@code text} is redacted, and {@code bytes} and {@code tokens} are of that text. This
 * is the contract with the training stage.
 */
public final class CorpusTable {
  private static final StructType SCHEMA =
      StructType.fromDDL(
          "document_id BINARY, source STRING, repository STRING, path STRING, revision STRING,"
              + " language STRING, licences ARRAY<STRING>, stars BIGINT, created_at TIMESTAMP,"
              + " attributes MAP<STRING, STRING>, text STRING, bytes BIGINT, tokens BIGINT,"
              + " quality DOUBLE, content_sha256 BINARY");

  public static final Table TABLE = Table.plain("corpus", 1, SCHEMA);

  /** Documents of the same kind that are never trained on, and that none of the corpus is near. */
  public static final Table HELD_OUT = Table.plain("held_out", 1, SCHEMA);

  private CorpusTable() {}
}

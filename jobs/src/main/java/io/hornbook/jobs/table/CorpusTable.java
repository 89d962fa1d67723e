package io.hornbook.jobs.table;

import org.apache.spark.sql.types.StructType;

/**
 * The corpus, written by {@code export}: the kept documents in even shards, shuffled under the
 * run's seed; {@code text} is redacted, and {@code bytes} and {@code tokens} are of that text. This
 * is the contract with the training stage.
 */
public final class CorpusTable {
  public static final Table TABLE =
      Table.plain(
          "corpus",
          1,
          StructType.fromDDL(
              "document_id BINARY, source STRING, repository STRING, path STRING, revision STRING,"
                  + " language STRING, licences ARRAY<STRING>, stars BIGINT, created_at TIMESTAMP,"
                  + " attributes MAP<STRING, STRING>, text STRING, bytes BIGINT, tokens BIGINT,"
                  + " quality DOUBLE, content_sha256 BINARY"));

  private CorpusTable() {}
}

package io.hornbook.jobs.table;

import org.apache.spark.sql.types.StructType;

/**
 * The quality of documents in [0, 1], written by {@code score}; {@code classifier} is the
 * fingerprint of the forest and its embedder. A document without a row was not scored: it was
 * already out.
 */
public final class ScoresTable {
  public static final Table TABLE =
      Table.bucketed(
          "scores", 1, StructType.fromDDL("document_id BINARY, quality DOUBLE, classifier STRING"));

  private ScoresTable() {}
}

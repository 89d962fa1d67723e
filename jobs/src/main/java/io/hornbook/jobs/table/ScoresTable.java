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

  /**
   * The table as a classifier writes it.
   *
   * @param exact whether its scores are the same to the last bit on every machine; others stand
   *     outside the digest
   */
  public static Table of(boolean exact) {
    return exact ? TABLE : TABLE.withoutInDigest("quality");
  }

  private ScoresTable() {}
}

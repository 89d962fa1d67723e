package io.hornbook.jobs.table;

import org.apache.spark.sql.types.StructType;

/**
 * Vectors of documents, written by {@code embed}; {@code embedder} is the fingerprint of what made
 * them.
 */
public final class EmbeddingsTable {
  public static final Table TABLE =
      Table.bucketed(
          "embeddings",
          1,
          StructType.fromDDL(
              "document_id BINARY, content_sha256 BINARY, embedder STRING, vector ARRAY<FLOAT>"));

  /**
   * The table as an embedder writes it.
   *
   * @param exact whether its vectors are the same to the last bit on every machine; others stand
   *     outside the digest
   */
  public static Table of(boolean exact) {
    return exact ? TABLE : TABLE.withoutInDigest("vector");
  }

  private EmbeddingsTable() {}
}

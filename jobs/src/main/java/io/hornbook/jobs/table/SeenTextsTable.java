package io.hornbook.jobs.table;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What a run has seen, for the deduplication of later runs: one row for each key under which {@code
 * dedup} contracts documents (equal shingle sets; equal normal forms where there are none), written
 * by {@code index} and bucketed by {@code key}.
 *
 * <p>{@code document_id} is the first of the {@code members} documents with that key in the
 * survivor order, {@code text_sha256}, {@code normal} (the digest of its normal form) and {@code
 * shingles} (its distinct shingles) are its own. If it was removed, {@code survivor_id} stands for
 * it and {@code intersection} and {@code union} are as in {@link DuplicatesTable}; all three are
 * null if it survived.
 */
public final class SeenTextsTable {
  public static final Table TABLE =
      Table.bucketedBy(
          "key",
          "seen_texts",
          1,
          StructType.fromDDL(
              "key BINARY, document_id BINARY, text_sha256 BINARY, normal BINARY, shingles INT,"
                  + " survivor_id BINARY, intersection INT, union INT, members BIGINT"));

  /**
   * The same for a whole chain of runs, written by {@code compact-index}: the row of the first run
   * that has seen the key, and {@code run}, its place in the chain as two bytes, big-endian.
   */
  public static final Table MERGED =
      Table.bucketedBy(
          "key", "merged_seen_texts", 1, TABLE.schema().add("run", DataTypes.BinaryType));

  private SeenTextsTable() {}
}

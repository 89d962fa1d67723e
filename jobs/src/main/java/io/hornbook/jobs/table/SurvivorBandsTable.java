package io.hornbook.jobs.table;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The bands of a run's survivors, for the deduplication of later runs: one row a survivor and band,
 * written by {@code index} and bucketed by {@code band}.
 *
 * <p>{@code rank} is the survivor key ({@code io.hornbook.common.survivor}), which ends with the
 * document's id; {@code shingles} counts the document's distinct shingles. Where comments are
 * folded, normal forms are bands too: {@code band} is then a hash of {@code normal}, which is null
 * in all other rows.
 */
public final class SurvivorBandsTable {
  public static final Table TABLE =
      Table.bucketedBy(
          "band",
          "survivor_bands",
          1,
          StructType.fromDDL("band BIGINT, rank BINARY, shingles INT, normal BINARY"));

  /**
   * The bands of the survivors of a whole chain of runs, written by {@code compact-index}: {@code
   * run} is a run's place in the chain as two bytes, big-endian.
   */
  public static final Table MERGED =
      Table.bucketedBy(
          "band", "merged_survivor_bands", 1, TABLE.schema().add("run", DataTypes.BinaryType));

  private SurvivorBandsTable() {}
}

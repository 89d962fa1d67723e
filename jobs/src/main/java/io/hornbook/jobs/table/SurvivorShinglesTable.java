package io.hornbook.jobs.table;

import org.apache.spark.sql.types.StructType;

/**
 * The shingle sets of a run's survivors, for the deduplication of later runs, written by {@code
 * index}: sorted 64-bit hashes as {@code io.hornbook.common.similarity.SortedLongs} persists them.
 * A document without tokens, or with more shingles than the cap, has no row.
 */
public final class SurvivorShinglesTable {
  public static final Table TABLE =
      Table.bucketed(
          "survivor_shingles", 1, StructType.fromDDL("document_id BINARY, shingles BINARY"));

  /** The shingle sets of the survivors of a whole chain of runs, by {@code compact-index}. */
  public static final Table MERGED = Table.bucketed("merged_survivor_shingles", 1, TABLE.schema());

  private SurvivorShinglesTable() {}
}

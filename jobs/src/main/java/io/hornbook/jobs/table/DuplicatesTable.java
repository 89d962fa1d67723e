package io.hornbook.jobs.table;

import org.apache.spark.sql.types.StructType;

/**
 * The documents that {@code dedup} removes, each with the survivor that stands for it.
 *
 * <p>{@code kind} is {@code exact} (equal text) or {@code near}; {@code intersection}, {@code
 * union} and {@code jaccard} are those of the two shingle sets as measured, null for {@code exact};
 * {@code cluster_size} counts the survivor and all that it stands for.
 */
public final class DuplicatesTable {
  public static final Table TABLE =
      Table.bucketed(
          "duplicates",
          1,
          StructType.fromDDL(
              "document_id BINARY, kind STRING, survivor_id BINARY, intersection INT, union INT,"
                  + " jaccard DOUBLE, cluster_size BIGINT"));

  private DuplicatesTable() {}
}

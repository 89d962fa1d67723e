package io.hornbook.jobs.table;

import org.apache.spark.sql.types.StructType;

/**
 * The survivors of {@code dedup} that {@code semantic-dedup} removes, each with the survivor that
 * stands for it.
 *
 * <p>{@code cosine} is that of the two stored vectors as measured; {@code cluster_size} counts the
 * survivor and all that it stands for. No column is ever null.
 */
public final class SemanticDuplicatesTable {
  /** The kind of these duplicates, beside those of {@link DuplicatesTable}. */
  public static final String KIND = "semantic";

  public static final Table TABLE =
      Table.bucketed(
          "semantic_duplicates",
          1,
          StructType.fromDDL(
              "document_id BINARY, survivor_id BINARY, cosine DOUBLE, cluster_size BIGINT"));

  private SemanticDuplicatesTable() {}
}

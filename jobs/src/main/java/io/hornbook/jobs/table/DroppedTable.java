package io.hornbook.jobs.table;

import org.apache.spark.sql.types.StructType;

/**
 * What {@code ingest} could read and a rule of its source leaves out, such as questions with too
 * few answers: a row for each document that it would have been.
 *
 * <p>{@code origin} is the file relative to its source's root, {@code path} the path that the
 * document would have had, {@code records} how many records it is made of. Nothing is ever null.
 */
public final class DroppedTable {
  public static final Table TABLE =
      Table.plain(
          "dropped",
          1,
          StructType.fromDDL(
              "source STRING, origin STRING, path STRING, reason STRING, records BIGINT"));

  private DroppedTable() {}
}

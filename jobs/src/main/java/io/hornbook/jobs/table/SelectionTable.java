package io.hornbook.jobs.table;

import org.apache.spark.sql.types.StructType;

/**
 * The verdict on every document, written by {@code select}: {@code keep} is true exactly if {@code
 * reasons} is empty; reasons are in rule order.
 */
public final class SelectionTable {
  public static final Table TABLE =
      Table.bucketed(
          "selection",
          1,
          StructType.fromDDL("document_id BINARY, keep BOOLEAN, reasons ARRAY<STRING>"));

  private SelectionTable() {}
}

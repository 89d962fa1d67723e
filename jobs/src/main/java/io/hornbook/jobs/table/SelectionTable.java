package io.hornbook.jobs.table;

import org.apache.spark.sql.types.StructType;

/**
 * The verdict on every document, written by {@code select}: {@code keep} is true exactly if {@code
 * reasons} is empty; reasons are in rule order. {@code cuts} are stretches of the text, in bytes of
 * UTF-8, ends exclusive, which {@code export} leaves out: by start, none overlapping another; null
 * where there are none.
 */
public final class SelectionTable {
  public static final Table TABLE =
      Table.bucketed(
          "selection",
          2,
          StructType.fromDDL(
              "document_id BINARY, keep BOOLEAN, reasons ARRAY<STRING>,"
                  + " cuts ARRAY<STRUCT<start: INT, end: INT>>"));

  private SelectionTable() {}
}

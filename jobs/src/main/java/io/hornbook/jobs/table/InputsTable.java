package io.hornbook.jobs.table;

import org.apache.spark.sql.types.StructType;

/**
 * What {@code ingest} read, a row for each file, row group or range of lines: the side of its
 * accounting that is counted where the records are read, before any of them is exchanged, joined or
 * written.
 *
 * <p>{@code origin} is the file relative to its source's root; {@code part} the first row of a
 * Parquet file's row group, or the byte that the range of a plain file of lines begins with, null
 * where the row is about the whole file; {@code records} how many records it holds, those in
 * quarantine included. Never null: source, origin, records. It is outside the digest: the same
 * records in other files are the same result.
 */
public final class InputsTable {
  public static final Table TABLE =
      Table.plain(
              "inputs",
              1,
              StructType.fromDDL("source STRING, origin STRING, part BIGINT, records BIGINT"))
          .withoutInDigest("source", "origin", "part", "records");

  private InputsTable() {}
}

package io.hornbook.jobs.table;

import org.apache.spark.sql.types.StructType;

/**
 * The documents of the input that an earlier run of the chain holds, written by {@code ingest} of a
 * run that builds on a base run: they are left out of {@code documents}. {@code occurrences} counts
 * how many times the record stood in the input, {@code records} how many records of the input that
 * is.
 */
public final class KnownDocumentsTable {
  public static final Table TABLE =
      Table.bucketed(
          "known_documents",
          1,
          StructType.fromDDL("document_id BINARY, occurrences INT, records BIGINT"));

  private KnownDocumentsTable() {}
}

package io.hornbook.jobs.ingest;

import io.hornbook.common.source.SourceRecord;
import java.io.Closeable;
import java.util.function.Supplier;

/** Where the texts of the rows of a Parquet file come from. */
interface RowTexts extends Closeable {
  /** How many rows it pays to ask for before the first is needed; at least 1. */
  int ahead();

  /**
   * Begins to make a row into a record.
   *
   * @param row its values
   * @param offset its ordinal in the file
   * @return waits for the record
   */
  Supplier<SourceRecord> of(ParquetFields row, long offset);

  @Override
  void close();
}

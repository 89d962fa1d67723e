package io.hornbook.jobs.ingest;

import io.hornbook.common.document.TextDecoder;
import io.hornbook.common.source.ColumnMapping;
import io.hornbook.common.source.Defaults;
import io.hornbook.common.source.SourceRecord;
import java.util.function.Supplier;

/**
 * Texts that stand in their rows.
 *
 * @param path of the file
 * @param mapping which column holds what
 */
record TextsInRows(String path, ColumnMapping mapping, Defaults defaults, TextDecoder decoder)
    implements RowTexts {
  @Override
  public int ahead() {
    return 1;
  }

  @Override
  public Supplier<SourceRecord> of(ParquetFields row, long offset) {
    SourceRecord record = mapping.record(row, path, offset, defaults, decoder);
    return () -> record;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}

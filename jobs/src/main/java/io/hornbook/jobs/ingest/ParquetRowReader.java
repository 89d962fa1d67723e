package io.hornbook.jobs.ingest;

import io.hornbook.common.document.TextDecoder;
import io.hornbook.common.source.ColumnMapping;
import io.hornbook.common.source.Defaults;
import io.hornbook.common.source.RecordReader;
import io.hornbook.common.source.SourceRecord;
import io.hornbook.common.source.SourceRecord.Quarantined;
import io.hornbook.jobs.ingest.WorkItem.RowGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.schema.MessageType;

/**
 * The rows of one row group of a Parquet file. A page whose checksum is wrong costs its row group;
 * damage that shows only while rows are read (in a file without checksums) costs the rest of it.
 * The rows that are lost become one quarantine row that counts them, so that the rows of the file
 * are conserved; a file without a readable footer becomes one row.
 */
final class ParquetRowReader extends RecordReader {
  private final HadoopFile file;
  private final Optional<RowGroup> rowGroup;
  private final Defaults defaults;
  private final TextDecoder decoder;
  private final ColumnMapping mapping;
  private ParquetFileReader reader;
  private org.apache.parquet.io.RecordReader<Group> rows;
  private long first;
  private long count;
  private long delivered;
  private boolean finished;

  /**
   * A reader.
   *
   * @param rowGroup which; empty for a file whose footer could not be read
   */
  ParquetRowReader(
      HadoopFile file,
      Optional<RowGroup> rowGroup,
      Defaults defaults,
      TextDecoder decoder,
      ColumnMapping mapping) {
    this.file = file;
    this.rowGroup = rowGroup;
    this.defaults = defaults;
    this.decoder = decoder;
    this.mapping = mapping;
  }

  @Override
  protected SourceRecord advance() {
    if (finished) {
      return null;
    }
    Group row;
    try {
      open();
      row = delivered < count ? rows.read() : null;
    } catch (UncheckedIOException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      return damaged(e);
    }
    if (row == null) {
      finished = true;
      return null;
    }
    SourceRecord record =
        mapping.record(
            new ParquetFields(row, mapping.text()),
            file.path(),
            first + delivered,
            defaults,
            decoder);
    delivered++;
    return record;
  }

  private void open() throws IOException {
    if (rows != null) {
      return;
    }
    reader = ParquetFooter.open(file);
    int ordinal =
        rowGroup
            .map(RowGroup::ordinal)
            .orElseThrow(() -> new IOException("its footer could be read only now"));
    for (int i = 0; i < ordinal; i++) {
      first += reader.getRowGroups().get(i).getRowCount();
    }
    count = reader.getRowGroups().get(ordinal).getRowCount();
    MessageType schema = reader.getFileMetaData().getSchema();
    MessageType projection =
        new MessageType(schema.getName(), mapping.columns().stream().map(schema::getType).toList());
    reader.setRequestedSchema(projection);
    PageReadStore pages = reader.readRowGroup(ordinal);
    rows =
        new ColumnIOFactory()
            .getColumnIO(projection, schema)
            .getRecordReader(pages, new GroupRecordConverter(projection));
  }

  private Quarantined damaged(Exception cause) {
    finished = true;
    Quarantined row =
        Quarantined.damaged(defaults.source(), file.path(), first + delivered, cause, new byte[0]);
    return new Quarantined(
        row.source(),
        row.origin(),
        row.offset(),
        row.reason(),
        row.error(),
        row.head(),
        Math.max(1, count - delivered));
  }

  @Override
  public void close() {
    finished = true;
    close(reader);
  }
}

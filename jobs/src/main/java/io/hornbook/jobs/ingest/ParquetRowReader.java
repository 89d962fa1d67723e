package io.hornbook.jobs.ingest;

import io.hornbook.common.source.ColumnMapping;
import io.hornbook.common.source.RecordReader;
import io.hornbook.common.source.SourceRecord;
import io.hornbook.common.source.SourceRecord.Quarantined;
import io.hornbook.jobs.ingest.WorkItem.RowGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.schema.MessageType;

/**
 * Rows of one row group of a Parquet file, whose texts stand in them or in a store. A page whose
 * checksum is wrong costs its row group; damage that shows only while rows are read (in a file
 * without checksums) costs the rest of it. The rows that are lost become one quarantine row that
 * counts them, so that the rows of the file are conserved; a file without a readable footer becomes
 * one row.
 *
 * <p>Memory: the columns that are read of one row group, as packed as they are in the file, one
 * unpacked page of each, and one row. A row group whose columns are larger than the limit is
 * quarantined without being read, and a page that claims to be larger when unpacked is damage.
 */
final class ParquetRowReader extends RecordReader {
  private final HadoopFile file;
  private final Optional<RowGroup> rowGroup;
  private final long maxRowGroupBytes;
  private final String source;
  private final ColumnMapping mapping;
  private final RowTexts texts;
  private final Deque<Supplier<SourceRecord>> ahead = new ArrayDeque<>();
  private ParquetFileReader reader;
  private org.apache.parquet.io.RecordReader<Group> rows;
  private long read;
  private boolean finished;

  /**
   * A reader.
   *
   * @param rowGroup which rows; empty for a file whose footer could not be read
   * @param maxRowGroupBytes the most that its columns may take, packed
   * @param source the name of the source
   * @param texts where the texts come from; closed with the reader
   */
  ParquetRowReader(
      HadoopFile file,
      Optional<RowGroup> rowGroup,
      long maxRowGroupBytes,
      String source,
      ColumnMapping mapping,
      RowTexts texts) {
    this.file = file;
    this.rowGroup = rowGroup;
    this.maxRowGroupBytes = maxRowGroupBytes;
    this.source = source;
    this.mapping = mapping;
    this.texts = texts;
  }

  @Override
  protected SourceRecord advance() {
    while (!finished && ahead.size() < texts.ahead()) {
      readAhead();
    }
    return ahead.isEmpty() ? null : ahead.remove().get();
  }

  private void readAhead() {
    Group row;
    try {
      open();
      row = read < count() ? rows.read() : null;
    } catch (UncheckedIOException e) {
      throw e;
    } catch (LargeRowGroupException e) {
      lost(
          Quarantined.of(
              source,
              file.path(),
              first(),
              Quarantined.LARGE_ROW_GROUP,
              e.getMessage(),
              new byte[0]));
      return;
    } catch (IOException | RuntimeException e) {
      lost(Quarantined.damaged(source, file.path(), first() + read, e, new byte[0]));
      return;
    }
    if (row == null) {
      finished = true;
    } else {
      ahead.add(texts.of(new ParquetFields(row, mapping.text()), first() + read));
      read++;
    }
  }

  private long first() {
    return rowGroup.map(RowGroup::firstRow).orElse(0L);
  }

  private long count() {
    return rowGroup.map(RowGroup::rows).orElse(0L);
  }

  private void open() throws IOException {
    if (rows != null) {
      return;
    }
    reader = ParquetFooter.open(file, maxRowGroupBytes);
    RowGroup part =
        rowGroup.orElseThrow(() -> new IOException("its footer could be read only now"));
    BlockMetaData group = reader.getRowGroups().get(part.ordinal());
    MessageType schema = reader.getFileMetaData().getSchema();
    MessageType projection =
        new MessageType(schema.getName(), mapping.columns().stream().map(schema::getType).toList());
    checkSize(group, projection);
    reader.setRequestedSchema(projection);
    PageReadStore pages = reader.readRowGroup(part.ordinal());
    org.apache.parquet.io.RecordReader<Group> opened =
        new ColumnIOFactory()
            .getColumnIO(projection, schema)
            .getRecordReader(pages, new GroupRecordConverter(projection));
    for (long i = 0; i < part.skipped(); i++) {
      opened.read();
    }
    rows = opened;
  }

  private void checkSize(BlockMetaData group, MessageType projection) throws IOException {
    long size = 0;
    for (ColumnChunkMetaData chunk : group.getColumns()) {
      if (projection.containsField(chunk.getPath().toArray()[0])) {
        long end = chunk.getStartingPos() + chunk.getTotalSize();
        if (chunk.getTotalSize() < 0 || chunk.getStartingPos() < 0 || end > file.length()) {
          throw new IOException(
              "its footer places column " + chunk.getPath() + " outside the file");
        }
        size += chunk.getTotalSize();
      }
    }
    if (size > maxRowGroupBytes) {
      throw new LargeRowGroupException(
          "Cannot read %s: the columns of its row group %d take %d bytes (expected at most %d, max-row-group-bytes)"
              .formatted(file.path(), rowGroup.orElseThrow().ordinal(), size, maxRowGroupBytes));
    }
  }

  /** One row of quarantine stands for all rows that have not been read. */
  private void lost(Quarantined row) {
    finished = true;
    Quarantined all =
        new Quarantined(
            row.source(),
            row.origin(),
            row.offset(),
            row.reason(),
            row.error(),
            row.head(),
            Math.max(1, count() - read));
    ahead.add(() -> all);
  }

  /** A row group that a task may not hold. */
  private static final class LargeRowGroupException extends IOException {
    LargeRowGroupException(String message) {
      super(message);
    }
  }

  @Override
  public void close() {
    finished = true;
    texts.close();
    close(reader);
  }
}

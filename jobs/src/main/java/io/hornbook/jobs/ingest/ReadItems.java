package io.hornbook.jobs.ingest;

import io.hornbook.common.document.TextDecoder;
import io.hornbook.common.source.ArchiveReader;
import io.hornbook.common.source.Blobs;
import io.hornbook.common.source.Defaults;
import io.hornbook.common.source.FileReader;
import io.hornbook.common.source.JsonLinesReader;
import io.hornbook.common.source.RecordReader;
import io.hornbook.common.source.SourceRecord;
import io.hornbook.common.source.SourceRecord.Posted;
import io.hornbook.common.source.SourceRecord.Quarantined;
import io.hornbook.common.source.StackExchangePostReader;
import io.hornbook.jobs.ingest.WorkItem.RowGroup;
import io.hornbook.jobs.ingest.WorkItem.Unreadable;
import io.hornbook.jobs.run.Sessions;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Streams the records of work items as rows of {@code shape}, one record in memory at a time. After
 * those of an item comes the row of {@code inputs} that counts them.
 *
 * @param sources the sources, by index
 * @param stores where the blobs of sources lie, by the sources' names
 * @param limits what a task may hold
 * @param optOuts what is left out
 * @param shape {@link RecordRows#RECORDS} or {@link RecordRows#WITH_POSTS}
 */
record ReadItems(
    List<SourceSpec> sources,
    Map<String, String> stores,
    Limits limits,
    OptOuts optOuts,
    StructType shape)
    implements FlatMapFunction<List<WorkItem>, Row> {
  @Override
  public Iterator<Row> call(List<WorkItem> items) {
    Configuration configuration = Sessions.hadoop(SparkEnv.get().conf());
    TextDecoder decoder =
        new TextDecoder(
            limits.maxRecordBytes(), Optional.ofNullable(limits.fallback()).map(Charset::forName));
    return new Records(items.iterator(), configuration, decoder);
  }

  /**
   * What a task may hold.
   *
   * @param maxRecordBytes the largest record
   * @param maxRowGroupBytes the largest row group of a Parquet file
   * @param fallback the name of the encoding of text that is not UTF-8 and declares none, or {@code
   *     null}
   * @param blobs how stores are read
   */
  record Limits(
      long maxRecordBytes, long maxRowGroupBytes, String fallback, IngestConfig.BlobLimits blobs)
      implements Serializable {}

  private RecordReader reader(WorkItem item, HadoopFile file, TextDecoder decoder) {
    SourceSpec source = sources.get(item.source());
    Defaults defaults = source.defaults().orRevision(item.revision());
    if (item.part() instanceof Unreadable problem) {
      return new UnreadableReader(
          Quarantined.of(
              source.name(), item.path(), 0, problem.reason(), problem.error(), new byte[0]));
    }
    return switch (source.format()) {
      case FILE -> new FileReader(file, defaults, decoder);
      case ARCHIVE -> new ArchiveReader(file, defaults, decoder, source.entries(), source.folder());
      case PARQUET ->
          new ParquetRowReader(
              file,
              rowGroup(item),
              limits.maxRowGroupBytes(),
              source.name(),
              source.mapping(),
              texts(source, file, defaults, decoder));
      case POSTS ->
          new StackExchangePostReader(file, item.range(), source.name(), limits.maxRecordBytes());
      case JSON_LINES ->
          new JsonLinesReader(file, item.range(), defaults, decoder, source.mapping());
    };
  }

  private RowTexts texts(
      SourceSpec source, HadoopFile file, Defaults defaults, TextDecoder decoder) {
    if (source.mapping().blob() == null) {
      return new TextsInRows(file.path(), source.mapping(), defaults, decoder);
    }
    Path folder = new Path(stores.get(source.name()));
    Blobs blobs =
        new Blobs(
            name -> new HadoopFile(new Path(folder, name), name, 0, file.configuration()),
            limits.blobs().limits(limits.maxRecordBytes()));
    return new TextsInBlobs(file.path(), source.mapping(), defaults, decoder, blobs);
  }

  private static Optional<RowGroup> rowGroup(WorkItem item) {
    return item.part() instanceof RowGroup group ? Optional.of(group) : Optional.empty();
  }

  private Row row(WorkItem item, SourceRecord record) {
    if (record instanceof Posted posted) {
      return RecordRows.post(
          item.source(), sources.get(item.source()).name(), item.path(), posted.post());
    }
    Row row = optOuts.row(record, item.path());
    return shape.equals(RecordRows.RECORDS) ? row : RecordRows.reshaped(row, shape);
  }

  private Row input(WorkItem item, long records) {
    Row row = RecordRows.input(sources.get(item.source()).name(), item, records);
    return shape.equals(RecordRows.RECORDS) ? row : RecordRows.reshaped(row, shape);
  }

  private static long count(SourceRecord record) {
    return record instanceof Quarantined quarantined ? quarantined.records() : 1;
  }

  /** The rows of all items; each file is open only while it is read. */
  private final class Records implements Iterator<Row> {
    private final Iterator<WorkItem> items;
    private final Configuration configuration;
    private final TextDecoder decoder;
    private WorkItem item;
    private HadoopFile file;
    private RecordReader reader;
    private ReadingProgress progress;
    private long records;

    Records(Iterator<WorkItem> items, Configuration configuration, TextDecoder decoder) {
      this.items = items;
      this.configuration = configuration;
      this.decoder = decoder;
      TaskContext.get().addTaskCompletionListener((TaskContext context) -> close());
    }

    @Override
    public boolean hasNext() {
      return reader != null || items.hasNext();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      if (reader == null) {
        item = items.next();
        file = HadoopFile.of(item, configuration);
        reader = reader(item, file, decoder);
        progress = new ReadingProgress();
        records = 0;
      }
      if (reader.hasNext()) {
        SourceRecord record = reader.next();
        records += count(record);
        progress.reached(file, item, records);
        return row(item, record);
      }
      close();
      return input(item, records);
    }

    private void close() {
      if (reader != null) {
        reader.close();
        reader = null;
      }
    }
  }

  /** One row for what cannot even be opened. */
  private static final class UnreadableReader extends RecordReader {
    private Quarantined row;

    UnreadableReader(Quarantined row) {
      this.row = row;
    }

    @Override
    protected SourceRecord advance() {
      Quarantined only = row;
      row = null;
      return only;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}

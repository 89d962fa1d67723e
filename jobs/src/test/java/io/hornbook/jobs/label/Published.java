package io.hornbook.jobs.label;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hornbook.common.document.DocumentId;
import io.hornbook.common.document.Provenance;
import io.hornbook.common.document.Sha256;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.signal.Signal;
import io.hornbook.jobs.run.Job;
import io.hornbook.jobs.run.Outcome;
import io.hornbook.jobs.run.RunContext;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.DuplicatesTable;
import io.hornbook.jobs.table.SignalsTable;
import io.hornbook.jobs.table.Table;
import io.hornbook.jobs.testing.Runs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** What the jobs before label publish, for documents of a test. */
final class Published {
  private final List<Row> documents = new ArrayList<>();
  private final List<Row> signals = new ArrayList<>();
  private final List<Row> duplicates = new ArrayList<>();

  /** A job that publishes given rows. */
  private record Rows(String name, Table table, List<Row> rows) implements Job {
    @Override
    public List<String> inputs() {
      return List.of();
    }

    @Override
    public Object config() {
      return Map.of();
    }

    @Override
    public Outcome run(RunContext context) {
      context.write(table, context.session().createDataFrame(rows, table.schema()));
      return Outcome.of(
          Accounting.allKept("documents", rows.size()), JsonNodeFactory.instance.objectNode());
    }
  }

  /** A document that is still in. */
  Published add(String source, String path, String language, byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    byte[] id = id(source, path, text);
    Object[] row = new Object[DocumentsTable.TABLE.schema().size()];
    set(DocumentsTable.TABLE.schema(), row, "document_id", id);
    set(DocumentsTable.TABLE.schema(), row, "source", source);
    set(DocumentsTable.TABLE.schema(), row, "path", path);
    set(DocumentsTable.TABLE.schema(), row, "language", language);
    set(DocumentsTable.TABLE.schema(), row, "text", text);
    set(DocumentsTable.TABLE.schema(), row, "bytes", (long) content.length);
    set(DocumentsTable.TABLE.schema(), row, "content_sha256", Sha256.of(content).bytes());
    set(DocumentsTable.TABLE.schema(), row, "text_sha256", Sha256.of(text).bytes());
    set(DocumentsTable.TABLE.schema(), row, "occurrences", 1);
    set(DocumentsTable.TABLE.schema(), row, "records", 1L);
    documents.add(RowFactory.create(row));
    signals.add(signals(id));
    return this;
  }

  /** A document that a rule on a count above 0 drops. */
  Published addGated(String source, String path, String language, byte[] content, Signal count) {
    add(source, path, language, content);
    byte[] id = documents.get(documents.size() - 1).getAs(0);
    signals.set(signals.size() - 1, signals(id, count, 1));
    return this;
  }

  /** A document that is a duplicate. */
  Published addDuplicate(String source, String path, String language, byte[] content) {
    add(source, path, language, content);
    byte[] id = documents.get(documents.size() - 1).getAs(0);
    duplicates.add(RowFactory.create(id, "exact", id, null, null, null, 2L));
    return this;
  }

  /** The documents' ids, in the order in which they were added. */
  List<byte[]> ids() {
    return documents.stream().map(row -> row.<byte[]>getAs(0)).toList();
  }

  /** A job of any name that publishes given rows. */
  static Job job(String name, Table table, List<Row> rows) {
    return new Rows(name, table, rows);
  }

  /** The same documents in another order. */
  Published reversed() {
    Collections.reverse(documents);
    return this;
  }

  void in(Runs runs) {
    runs.run(new Rows("ingest", DocumentsTable.TABLE, documents));
    runs.run(new Rows("measure", SignalsTable.TABLE, signals));
    runs.run(new Rows("dedup", DuplicatesTable.TABLE, duplicates));
  }

  private static byte[] id(String source, String path, String text) {
    return DocumentId.of(
            new Provenance(source, null, path, null), text.getBytes(StandardCharsets.UTF_8))
        .bytes();
  }

  private static Row signals(byte[] id) {
    Object[] row = new Object[SignalsTable.TABLE.schema().size()];
    set(SignalsTable.TABLE.schema(), row, "document_id", id);
    return RowFactory.create(row);
  }

  private static Row signals(byte[] id, Signal signal, long value) {
    Object[] row = new Object[SignalsTable.TABLE.schema().size()];
    set(SignalsTable.TABLE.schema(), row, "document_id", id);
    set(SignalsTable.TABLE.schema(), row, signal.column(), value);
    return RowFactory.create(row);
  }

  private static void set(StructType schema, Object[] row, String column, Object value) {
    row[schema.fieldIndex(column)] = value;
  }
}

package io.hornbook.jobs.export;

import io.hornbook.common.hash.Mix64;
import io.hornbook.common.sensitive.Redactor;
import io.hornbook.common.sensitive.SensitiveSpan;
import io.hornbook.common.signal.TokenCounter;
import io.hornbook.jobs.table.CorpusTable;
import io.hornbook.jobs.table.SignalsTable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Documents as the corpus has them: without what is cut, redacted, measured again, and with their
 * place in the order.
 */
final class PreparedDocuments implements FlatMapFunction<Iterator<Row>, Row> {
  static final String ORDER = "shuffle_order";

  /** The corpus's columns and the order. */
  static final StructType SCHEMA = CorpusTable.TABLE.schema().add(ORDER, DataTypes.LongType);

  private final boolean redact;
  private final long seed;

  PreparedDocuments(boolean redact, long seed) {
    this.redact = redact;
    this.seed = seed;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> documents) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return documents.hasNext();
      }

      @Override
      public Row next() {
        return prepared(documents.next());
      }
    };
  }

  private Row prepared(Row document) {
    byte[] original = document.<String>getAs("text").getBytes(StandardCharsets.UTF_8);
    List<SensitiveSpan> spans = redact ? spans(document) : List.of();
    List<CutText.Cut> cuts = cuts(document);
    byte[] utf8 = CutText.of(original, spans, cuts);
    String text = new String(utf8, StandardCharsets.UTF_8);
    Long measured =
        spans.isEmpty() && cuts.isEmpty() ? document.<Long>getAs(ExportTransforms.TOKENS) : null;
    Object[] row = new Object[SCHEMA.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] =
          switch (SCHEMA.fieldNames()[i]) {
            case "text" -> text;
            case "attributes" -> attributes(document);
            case "bytes" -> (long) utf8.length;
            case "tokens" -> measured == null ? TokenCounter.count(text) : measured;
            case ORDER -> order(document.getAs("document_id"));
            default -> document.getAs(SCHEMA.fieldNames()[i]);
          };
    }
    return RowFactory.create(row);
  }

  /** A question's title stands in its text as well: what is masked there is masked here. */
  private scala.collection.Map<String, String> attributes(Row document) {
    int column = document.fieldIndex("attributes");
    if (!redact || document.isNullAt(column)) {
      return document.getAs(column);
    }
    Map<String, String> masked = new TreeMap<>();
    document
        .<String, String>getJavaMap(column)
        .forEach((name, value) -> masked.put(name, value == null ? null : Redactor.redact(value)));
    return CollectionConverters.asScala(masked);
  }

  private static List<SensitiveSpan> spans(Row document) {
    int column = document.fieldIndex(SignalsTable.SENSITIVE);
    if (document.isNullAt(column)) {
      return List.of();
    }
    return document.<Row>getList(column).stream()
        .map(span -> new SensitiveSpan(span.getString(0), span.getInt(1), span.getInt(2)))
        .toList();
  }

  private static List<CutText.Cut> cuts(Row document) {
    int column = document.fieldIndex(ExportTransforms.CUTS);
    if (document.isNullAt(column)) {
      return List.of();
    }
    return document.<Row>getList(column).stream()
        .map(cut -> new CutText.Cut(cut.getInt(0), cut.getInt(1)))
        .toList();
  }

  private long order(byte[] id) {
    ByteBuffer halves = ByteBuffer.wrap(id);
    return Mix64.mix(Mix64.mix(seed ^ halves.getLong()) + halves.getLong());
  }
}

package io.hornbook.jobs.decontaminate;

import io.hornbook.common.ngram.ItemMatch;
import io.hornbook.common.ngram.NgramIndex;
import io.hornbook.common.ngram.NgramScanner;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructType;

/** The items that a text holds; null for a text without any, which most are. */
final class FindItems implements UDF1<byte[], List<Row>> {
  /** What is told of each item: the columns of {@code contamination} but for the document. */
  static final ArrayType SCHEMA =
      new ArrayType(
          StructType.fromDDL(
              "benchmark STRING, item STRING, method STRING, similarity DOUBLE,"
                  + " document_start INT, document_end INT, item_start INT, item_end INT,"
                  + " document_span STRING, item_span STRING"),
          false);

  private final Broadcast<NgramIndex> index;

  // A task has its own copy of this function, and one thread.
  private transient NgramScanner scanner;

  FindItems(Broadcast<NgramIndex> index) {
    this.index = index;
  }

  @Override
  public List<Row> call(byte[] text) {
    if (scanner == null) {
      scanner = index.value().scanner();
    }
    List<ItemMatch> matches = scanner.scan(text);
    return matches.isEmpty() ? null : matches.stream().map(match -> row(match, text)).toList();
  }

  private static Row row(ItemMatch match, byte[] text) {
    return RowFactory.create(
        match.item().benchmark(),
        match.item().id(),
        match.method(),
        match.similarity(),
        match.documentStart(),
        match.documentEnd(),
        match.itemStart(),
        match.itemEnd(),
        match.documentSpan(text),
        match.itemSpan());
  }
}

package io.hornbook.jobs.dedup;

import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Names, for every document, the first of those with the same key. Takes rows of {@link #INPUT}
 * that a partition holds all of a key of, sorted by key and rank; keeps one of them in memory.
 */
final class Contraction implements MapPartitionsFunction<Row, Row> {
  static final StructType INPUT =
      StructType.fromDDL(
          "key BINARY, rank BINARY, text_sha256 BINARY, tokens INT, shingles INT,"
              + " bands ARRAY<BIGINT>");

  /** {@code bands} is null for all but representatives that take part in near deduplication. */
  static final StructType SCHEMA =
      StructType.fromDDL(
          "rank BINARY, representative BINARY, same_text BOOLEAN, tokens INT, shingles INT,"
              + " bands ARRAY<BIGINT>");

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return new Iterator<>() {
      private byte[] key;
      private byte[] representative;
      private byte[] text;

      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Row next() {
        Row row = rows.next();
        byte[] rank = row.getAs(1);
        boolean first = !Arrays.equals(key, row.<byte[]>getAs(0));
        if (first) {
          key = row.getAs(0);
          representative = rank;
          text = row.getAs(2);
        }
        boolean sameText = Arrays.equals(text, row.<byte[]>getAs(2));
        Object bands = first ? row.get(5) : null;
        return RowFactory.create(rank, representative, sameText, row.get(3), row.get(4), bands);
      }
    };
  }
}

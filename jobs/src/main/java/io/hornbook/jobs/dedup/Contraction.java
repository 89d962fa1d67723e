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
          "key BINARY, rank BINARY, text_sha256 BINARY, normal BINARY, tokens INT, shingles INT,"
              + " bands ARRAY<BIGINT>");

  /**
   * {@code normal} and {@code bands} are null for all but representatives; {@code bands} also for
   * those that take no part in near deduplication. {@code same_normal} is null where only the texts
   * can tell: they differ, and nobody has normalised them.
   */
  static final StructType SCHEMA =
      StructType.fromDDL(
          "rank BINARY, representative BINARY, same_text BOOLEAN, same_normal BOOLEAN,"
              + " normal BINARY, tokens INT, shingles INT, bands ARRAY<BIGINT>");

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return new Contracted(rows);
  }

  private static final class Contracted implements Iterator<Row> {
    private final Iterator<Row> rows;
    private byte[] key;
    private byte[] representative;
    private byte[] text;
    private byte[] normal;

    Contracted(Iterator<Row> rows) {
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public Row next() {
      Row row = rows.next();
      boolean first = !Arrays.equals(key, row.<byte[]>getAs(0));
      if (first) {
        key = row.getAs(0);
        representative = row.getAs(1);
        text = row.getAs(2);
        normal = row.getAs(3);
      }
      boolean sameText = Arrays.equals(text, row.<byte[]>getAs(2));
      return RowFactory.create(
          row.get(1),
          representative,
          sameText,
          sameNormal(sameText, row.getAs(3)),
          first ? normal : null,
          row.get(4),
          row.get(5),
          first ? row.get(6) : null);
    }

    private Boolean sameNormal(boolean sameText, byte[] own) {
      if (sameText) {
        return true;
      }
      boolean areKnown = normal != null && own != null;
      return areKnown ? (Boolean) Arrays.equals(normal, own) : null;
    }
  }
}

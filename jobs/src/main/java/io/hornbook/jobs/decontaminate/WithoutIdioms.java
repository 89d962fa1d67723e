package io.hornbook.jobs.decontaminate;

import io.hornbook.common.contamination.ContaminationIndex;
import io.hornbook.common.ngram.ItemMatch;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The matches of a document now that the idioms are known: of the parts of an item that share
 * n-grams with it, the one that is covered best.
 */
final class WithoutIdioms implements UDF1<Seq<Row>, List<Row>> {
  /** The columns of {@code contamination} but for the document. */
  static final ArrayType SCHEMA =
      new ArrayType(
          StructType.fromDDL(
              "benchmark STRING, item STRING, method STRING, similarity DOUBLE,"
                  + " document_start INT, document_end INT, item_start INT, item_end INT,"
                  + " document_span STRING, item_span STRING, longest_run INT, cut_start INT,"
                  + " cut_end INT"),
          false);

  private final Broadcast<ContaminationIndex> index;
  private final BitSet idioms;

  WithoutIdioms(Broadcast<ContaminationIndex> index, BitSet idioms) {
    this.index = index;
    this.idioms = idioms;
  }

  @Override
  public List<Row> call(Seq<Row> found) {
    List<Row> rows = new ArrayList<>();
    Map<String, Row> best = new LinkedHashMap<>();
    for (Row row : CollectionConverters.asJava(found)) {
      if (!row.<String>getAs("method").equals(ItemMatch.NGRAM)) {
        rows.add(told(row, row.<Double>getAs("similarity")));
        continue;
      }
      double similarity =
          index.value().ngrams().similarity(row.getAs("field"), covered(row), idioms);
      if (similarity >= index.value().ngrams().minSimilarity()) {
        best.merge(
            row.getAs("benchmark") + "\n" + row.getAs("item"),
            told(row, similarity),
            WithoutIdioms::better);
      }
    }
    rows.addAll(best.values());
    return rows;
  }

  /** The higher similarity, then the longer run; the earlier part of the item comes first. */
  private static Row better(Row a, Row b) {
    int order = Double.compare(a.getDouble(3), b.getDouble(3));
    order = order != 0 ? order : Integer.compare(a.getInt(10), b.getInt(10));
    return order >= 0 ? a : b;
  }

  private static int[] covered(Row row) {
    return row.<Integer>getList(row.fieldIndex("covered")).stream()
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static Row told(Row row, double similarity) {
    Object[] values = new Object[((StructType) SCHEMA.elementType()).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i == 3 ? similarity : row.get(i);
    }
    return RowFactory.create(values);
  }
}

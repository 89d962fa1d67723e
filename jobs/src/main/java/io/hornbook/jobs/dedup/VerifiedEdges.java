package io.hornbook.jobs.dedup;

import io.hornbook.common.similarity.Overlap;
import io.hornbook.common.similarity.SortedLongs;
import io.hornbook.common.similarity.Threshold;
import java.util.Collections;
import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Measures a candidate pair, given as (low, high, low's shingle set, high's shingle set), and keeps
 * it when it reaches the threshold.
 */
final class VerifiedEdges implements FlatMapFunction<Row, Row> {
  static final StructType SCHEMA =
      StructType.fromDDL("low BINARY, high BINARY, intersection INT, union INT");

  private final Threshold threshold;

  VerifiedEdges(Threshold threshold) {
    this.threshold = threshold;
  }

  @Override
  public Iterator<Row> call(Row pair) {
    Overlap overlap =
        Overlap.of(SortedLongs.decode(pair.getAs(2)), SortedLongs.decode(pair.getAs(3)));
    return threshold.reachedBy(overlap)
        ? Collections.singletonList(
                RowFactory.create(
                    pair.get(0), pair.get(1), overlap.intersection(), overlap.union()))
            .iterator()
        : Collections.emptyIterator();
  }
}

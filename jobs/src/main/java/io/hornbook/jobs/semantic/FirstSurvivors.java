package io.hornbook.jobs.semantic;

import io.hornbook.common.similarity.Direction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Walks through clusters in the survivor order: a document is removed by the first survivor before
 * it that is as similar as the threshold says, and is a survivor itself if there is none. That is
 * the lexicographically first maximal independent set, whose vertices a greedy walk selects one by
 * one. Takes rows of {@link #INPUT} that a partition holds all of a cluster and scope of, sorted by
 * these and by rank; gives a decision for each.
 *
 * <p>The first {@code hubs} survivors of a cluster are in memory. A document after them that none
 * of them removes is <i>open</i>: it keeps its vector, for another walk that begins where this one
 * ended.
 */
final class FirstSurvivors implements MapPartitionsFunction<Row, Row> {
  static final StructType INPUT =
      StructType.fromDDL("cluster INT, scope BINARY, rank BINARY, vector ARRAY<FLOAT>");

  /**
   * {@code survivor} and {@code cosine} are null but for removed documents, {@code vector} but for
   * open ones; {@code compared} counts the pairs that were measured.
   */
  static final StructType SCHEMA =
      INPUT.merge(StructType.fromDDL("survivor BINARY, cosine DOUBLE, compared BIGINT"), true);

  private final double threshold;
  private final int hubs;

  FirstSurvivors(double threshold, int hubs) {
    this.threshold = threshold;
    this.hubs = hubs;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return new Walk(rows);
  }

  private static final class Hub {
    private final byte[] rank;
    private final Direction direction;

    Hub(byte[] rank, Direction direction) {
      this.rank = rank;
      this.direction = direction;
    }
  }

  private final class Walk implements Iterator<Row> {
    private final Iterator<Row> rows;
    private final List<Hub> survivors = new ArrayList<>();
    private int cluster;
    private byte[] scope;

    Walk(Iterator<Row> rows) {
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public Row next() {
      Row row = rows.next();
      enter(row.getInt(0), row.getAs(1));
      Direction direction = Components.direction(row.getSeq(3));
      for (int i = 0; i < survivors.size(); i++) {
        double cosine = survivors.get(i).direction.cosine(direction);
        if (cosine >= threshold) {
          return decision(row, null, survivors.get(i).rank, cosine, i + 1L);
        }
      }
      long compared = survivors.size();
      if (compared == hubs) {
        return decision(row, row.get(3), null, null, compared);
      }
      survivors.add(new Hub(row.getAs(2), direction));
      return decision(row, null, null, null, compared);
    }

    private void enter(int next, byte[] nextScope) {
      if (next != cluster || !Arrays.equals(scope, nextScope)) {
        cluster = next;
        scope = nextScope;
        survivors.clear();
      }
    }

    private static Row decision(
        Row row, Object vector, byte[] survivor, Double cosine, long compared) {
      return RowFactory.create(
          row.get(0), row.get(1), row.get(2), vector, survivor, cosine, compared);
    }
  }
}

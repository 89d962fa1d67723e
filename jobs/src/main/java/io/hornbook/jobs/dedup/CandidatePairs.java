package io.hornbook.jobs.dedup;

import io.hornbook.common.similarity.Threshold;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.PriorityQueue;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Makes pairs of the members of buckets. Takes rows (band, rank, shingles) that a partition holds
 * all of a band of (a number, or bytes), sorted by band and rank, and gives pairs (low, high) whose
 * sizes do not rule the threshold out. A bucket of up to {@code allPairsUpTo} gives all its pairs;
 * of a larger one, its first {@code hubs} members meet every later one. At most {@code
 * allPairsUpTo} members and their pairs are in memory.
 *
 * <p>The number of {@code members} of each larger bucket, and of the {@value #TOLD} largest of the
 * others, comes with its {@code band} in rows of its own, without a pair.
 */
final class CandidatePairs implements MapPartitionsFunction<Row, Row> {
  /** How many buckets of all pairs a partition tells the size of. */
  static final int TOLD = 10;

  private final int allPairsUpTo;
  private final int hubs;
  private final Threshold threshold;

  CandidatePairs(DedupConfig.Buckets buckets, Threshold threshold) {
    this.allPairsUpTo = buckets.allPairsUpTo();
    this.hubs = buckets.hubs();
    this.threshold = threshold;
  }

  /** Low and high are null in the rows that tell of a bucket, band and members in all others. */
  static StructType schema(DataType band) {
    return new StructType()
        .add("low", DataTypes.BinaryType)
        .add("high", DataTypes.BinaryType)
        .add("band", band)
        .add("members", DataTypes.LongType);
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return new Pairs(rows);
  }

  private static final class Member {
    private final byte[] rank;
    private final int shingles;

    Member(Row row) {
      this.rank = row.getAs(1);
      this.shingles = row.getInt(2);
    }
  }

  private final class Pairs implements Iterator<Row> {
    private final Iterator<Row> rows;
    private final Deque<Row> ready = new ArrayDeque<>();
    private final List<Member> first = new ArrayList<>();
    private final PriorityQueue<Row> largest =
        new PriorityQueue<>(Comparator.comparingLong(row -> row.getLong(3)));
    private Object band;
    private long members;

    Pairs(Iterator<Row> rows) {
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && rows.hasNext()) {
        accept(rows.next());
        if (!rows.hasNext()) {
          endBucket();
          ready.addAll(largest);
        }
      }
      return !ready.isEmpty();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.remove();
    }

    private void accept(Row row) {
      if (members == 0 || !Objects.deepEquals(band, row.get(0))) {
        endBucket();
        band = row.get(0);
      }
      Member member = new Member(row);
      if (members == allPairsUpTo) {
        pairsOf(hubs);
        first.subList(hubs, first.size()).clear();
      }
      members++;
      if (members > allPairsUpTo) {
        first.forEach(hub -> offer(hub, member));
      } else {
        first.add(member);
      }
    }

    private void endBucket() {
      if (members <= allPairsUpTo) {
        pairsOf(first.size());
      }
      if (members > 1) {
        tell(RowFactory.create(null, null, band, members));
      }
      members = 0;
      first.clear();
    }

    private void tell(Row bucket) {
      if (members > allPairsUpTo) {
        ready.add(bucket);
        return;
      }
      largest.add(bucket);
      if (largest.size() > TOLD) {
        largest.remove();
      }
    }

    /** The pairs of each of the first {@code lows} members with every one after it. */
    private void pairsOf(int lows) {
      for (int low = 0; low < lows; low++) {
        for (int high = low + 1; high < first.size(); high++) {
          offer(first.get(low), first.get(high));
        }
      }
    }

    private void offer(Member low, Member high) {
      if (threshold.reachableBy(low.shingles, high.shingles)) {
        ready.add(RowFactory.create(low.rank, high.rank, null, null));
      }
    }
  }
}

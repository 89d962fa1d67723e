package io.hornbook.jobs.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.similarity.Threshold;
import io.hornbook.jobs.dedup.Graphs.Edge;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class CandidatePairsTest {
  private static final DedupConfig.Buckets BUCKETS = new DedupConfig.Buckets(4, 2, 3, 100);
  private static final Threshold THRESHOLD = new Threshold(7, 10);

  @Test
  void aSmallBucketGivesAllItsPairs() {
    assertThat(pairs(bucket(1, 0, 4)))
        .containsExactlyInAnyOrder(
            new Edge(0, 1),
            new Edge(0, 2),
            new Edge(0, 3),
            new Edge(1, 2),
            new Edge(1, 3),
            new Edge(2, 3));
  }

  @Test
  void inALargeBucketTheFirstMeetEveryLaterMember() {
    assertThat(pairs(bucket(1, 0, 6)))
        .containsExactlyInAnyOrder(
            new Edge(0, 1),
            new Edge(0, 2),
            new Edge(0, 3),
            new Edge(0, 4),
            new Edge(0, 5),
            new Edge(1, 2),
            new Edge(1, 3),
            new Edge(1, 4),
            new Edge(1, 5));
  }

  @Test
  void bucketsDoNotMix() {
    List<Row> rows = new ArrayList<>(bucket(1, 0, 2));
    rows.addAll(bucket(2, 10, 1));
    rows.addAll(bucket(3, 20, 6));
    rows.addAll(bucket(4, 30, 2));
    assertThat(pairs(rows))
        .hasSize(1 + 9 + 1)
        .contains(new Edge(0, 1), new Edge(30, 31))
        .allMatch(pair -> pair.low() / 10 == pair.high() / 10);
  }

  @Test
  void sizesThatRuleTheThresholdOutGiveNoPair() {
    assertThat(pairs(List.of(member(1, 0, 10), member(1, 1, 7), member(1, 2, 5))))
        .containsExactlyInAnyOrder(new Edge(0, 1), new Edge(1, 2));
  }

  @Test
  void aBucketOfAMillionIsLinearWorkInConstantMemory() {
    Iterator<Row> rows = IntStream.range(0, 1_000_000).mapToObj(i -> member(1, i, 9)).iterator();
    Iterator<Row> pairs = new CandidatePairs(BUCKETS, THRESHOLD).call(rows);
    long count = 0;
    Row last = null;
    while (pairs.hasNext()) {
      last = pairs.next();
      count += last.isNullAt(0) ? 0 : 1;
    }
    assertThat(count).isEqualTo(2L * 1_000_000 - 3);
    assertThat(last).isEqualTo(RowFactory.create(null, null, 1L, 1_000_000L));
  }

  @Test
  void theSizeOfEveryLargeBucketAndOfTheLargestOthersIsTold() {
    List<Row> rows = new ArrayList<>();
    for (int band = 0; band < 30; band++) {
      rows.addAll(bucket(band, band * 10, 1 + band % 6));
    }
    List<Long> sizes = new ArrayList<>();
    List<Long> bands = new ArrayList<>();
    all(rows)
        .filter(row -> row.isNullAt(0))
        .forEach(
            row -> {
              bands.add(row.getLong(2));
              sizes.add(row.getLong(3));
            });
    // Five buckets each of five and six members, and ten of the others: those of four and of three.
    assertThat(sizes)
        .containsExactlyInAnyOrder(
            5L, 5L, 5L, 5L, 5L, 6L, 6L, 6L, 6L, 6L, 4L, 4L, 4L, 4L, 4L, 3L, 3L, 3L, 3L, 3L);
    assertThat(bands).contains(4L, 5L, 28L, 29L).doesNotHaveDuplicates();
  }

  @Test
  void aBandMayBeBytes() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      rows.add(RowFactory.create(new byte[] {7, (byte) (i / 2)}, Rows.rank(i), 1));
    }
    assertThat(pairs(rows)).containsExactlyInAnyOrder(new Edge(0, 1), new Edge(2, 3));
  }

  @Test
  void noMembersGiveNoPairs() {
    assertThat(pairs(List.of())).isEmpty();
    assertThat(pairs(bucket(1, 0, 1))).isEmpty();
  }

  private static List<Row> bucket(long band, int start, int members) {
    return IntStream.range(start, start + members).mapToObj(i -> member(band, i, 9)).toList();
  }

  private static Row member(long band, int vertex, int shingles) {
    return RowFactory.create(band, Rows.rank(vertex), shingles);
  }

  private static List<Edge> pairs(List<Row> rows) {
    return all(rows)
        .filter(row -> !row.isNullAt(0))
        .map(row -> new Edge(Rows.vertex(row.getAs(0)), Rows.vertex(row.getAs(1))))
        .toList();
  }

  private static Stream<Row> all(List<Row> rows) {
    List<Row> all = new ArrayList<>();
    new CandidatePairs(BUCKETS, THRESHOLD).call(rows.iterator()).forEachRemaining(all::add);
    return all.stream();
  }
}

package io.hornbook.jobs.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class ContractionTest {
  private static final Object BANDS = new long[] {1, 2};

  @Test
  void theFirstOfAKeyRepresentsItAndAloneKeepsItsBands() {
    List<Row> rows =
        contracted(
            row(1, 10, 6, BANDS), row(1, 11, 6, BANDS), row(1, 12, 7, BANDS), row(2, 9, 7, BANDS));
    assertThat(rows.stream().map(row -> Rows.vertex(row.getAs(0)))).containsExactly(10, 11, 12, 9);
    assertThat(rows.stream().map(row -> Rows.vertex(row.getAs(1)))).containsExactly(10, 10, 10, 9);
    assertThat(rows.stream().map(row -> row.get(2))).containsExactly(true, true, false, true);
    assertThat(rows.stream().map(row -> row.get(3))).containsExactly(true, true, true, true);
    assertThat(rows.stream().map(row -> row.isNullAt(4))).containsExactly(false, true, true, false);
    assertThat(rows.stream().map(row -> row.get(7))).containsExactly(BANDS, null, null, BANDS);
  }

  @Test
  void onlyTheTextsTellNormalFormsThatNobodyAskedFor() {
    Object none = null;
    List<Row> rows =
        contracted(
            RowFactory.create(new byte[1], Rows.rank(1), new byte[] {1}, none, 9, 5, BANDS),
            RowFactory.create(new byte[1], Rows.rank(2), new byte[] {1}, none, 9, 5, BANDS),
            RowFactory.create(new byte[1], Rows.rank(3), new byte[] {2}, none, 9, 5, BANDS));
    assertThat(rows.stream().map(row -> row.get(3))).containsExactly(true, true, null);
  }

  @Test
  void aDocumentOutsideNearDeduplicationHasNoBands() {
    assertThat(contracted(row(1, 10, 7, null)))
        .singleElement()
        .satisfies(row -> assertThat(row.isNullAt(7)).isTrue());
  }

  @Test
  void aMillionCopiesStreamThrough() {
    var rows = IntStream.range(0, 1_000_000).mapToObj(i -> row(1, i, 7, BANDS)).iterator();
    long[] members = {0};
    new Contraction().call(rows).forEachRemaining(row -> members[0] += row.isNullAt(7) ? 1 : 0);
    assertThat(members[0]).isEqualTo(999_999);
  }

  private static List<Row> contracted(Row... rows) {
    List<Row> contracted = new ArrayList<>();
    new Contraction().call(List.of(rows).iterator()).forEachRemaining(contracted::add);
    return contracted;
  }

  private static Row row(int key, int vertex, int text, Object bands) {
    byte[] digest = {(byte) text};
    byte[] normal = {(byte) (text / 2 * 2)};
    return RowFactory.create(
        new byte[] {(byte) key}, Rows.rank(vertex), digest, normal, 9, 5, bands);
  }
}

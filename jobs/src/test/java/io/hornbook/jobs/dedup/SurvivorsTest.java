package io.hornbook.jobs.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.testing.Seeds;
import io.hornbook.jobs.dedup.DedupConfig.Schedule;
import io.hornbook.jobs.dedup.Graphs.Edge;
import io.hornbook.jobs.testing.SparkTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
@SparkTest
class SurvivorsTest {
  private static final Schedule ROUNDS_ALONE = new Schedule(64, 0);
  private static final Schedule ONE_TASK = new Schedule(0, Long.MAX_VALUE);
  private static final Schedule COMPONENTS = new Schedule(0, 0);
  private static final Schedule ROUNDS_THEN_COMPONENTS = new Schedule(1, 0);

  private final SparkSession session;

  SurvivorsTest(SparkSession session) {
    this.session = session;
  }

  @Test
  void everyScheduleGivesTheNaiveAnswerOnRandomGraphs() {
    List<Edge> edges = new ArrayList<>(Graphs.random(Seeds.random(), 0, 60));
    edges.addAll(Graphs.chain(10_000, 9));
    Set<Integer> expected = Graphs.removed(edges);
    for (Schedule schedule : List.of(ROUNDS_ALONE, ONE_TASK, COMPONENTS, ROUNDS_THEN_COMPONENTS)) {
      assertThat(removed(edges, schedule)).as(schedule.toString()).isEqualTo(expected);
    }
  }

  @Test
  void neitherTheOrderNorThePartitionsOfTheEdgesMatter() {
    List<Edge> edges = new ArrayList<>(Graphs.random(Seeds.random(), 0, 30));
    Set<Integer> expected = Graphs.removed(edges);
    Collections.shuffle(edges, new Random(Seeds.seed()));
    var shuffled = Rows.edges(session, edges).repartition(7);
    assertThat(removed(shuffled, edges, ROUNDS_THEN_COMPONENTS)).isEqualTo(expected);
  }

  @Test
  void everySecondVertexOfASortedChainOf4000Survives() {
    Set<Integer> removed = removed(Graphs.chain(0, 4_000), new Schedule(2, 0));
    assertThat(removed).hasSize(2_000).allMatch(vertex -> vertex % 2 == 1);
  }

  @Test
  void aHubRemovesItsUnlikeNeighbours() {
    List<Edge> hub = new ArrayList<>();
    for (int vertex = 1; vertex <= 50; vertex++) {
      hub.add(new Edge(0, vertex));
    }
    assertThat(removed(hub, ROUNDS_ALONE)).hasSize(50).doesNotContain(0);
  }

  @Test
  void aHubThatComesLastIsRemovedAndItsNeighboursSurvive() {
    List<Edge> hub = new ArrayList<>();
    for (int vertex = 0; vertex < 50; vertex++) {
      hub.add(new Edge(vertex, 99));
    }
    assertThat(removed(hub, ROUNDS_ALONE)).containsExactly(99);
  }

  @Test
  void aVertexThatRemovalsIsolateSurvives() {
    List<Edge> edges = List.of(new Edge(0, 1), new Edge(1, 2));
    for (Schedule schedule : List.of(ROUNDS_ALONE, ONE_TASK, COMPONENTS)) {
      assertThat(removed(edges, schedule)).as(schedule.toString()).containsExactly(1);
    }
  }

  /** FACTS: two mutual neighbours delete each other; a cluster loses all its members. */
  @Test
  void mutualNeighboursDoNotDeleteEachOther() {
    assertThat(removed(List.of(new Edge(3, 8)), ROUNDS_ALONE)).containsExactly(8);
    List<Edge> clique = new ArrayList<>();
    for (int pair = 0; pair < 36; pair++) {
      if (pair / 6 < pair % 6) {
        clique.add(new Edge(pair / 6, pair % 6));
      }
    }
    assertThat(removed(clique, ROUNDS_ALONE)).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void nothingIsRemovedWhereNothingIsAlike() {
    assertThat(removed(List.of(), ROUNDS_ALONE)).isEmpty();
    assertThat(removed(List.of(), COMPONENTS)).isEmpty();
  }

  /** Of two edges between one pair, that without an overlap tells how they are alike. */
  @Test
  void equalNormalFormsTellMoreThanASimilarity() {
    Dataset<Row> measured = Rows.edges(session, List.of(new Edge(0, 1), new Edge(0, 2)));
    Dataset<Row> twice = measured.union(DedupTransforms.normalisedEdges(measured.limit(1)));
    for (Schedule schedule : List.of(ROUNDS_ALONE, ONE_TASK, COMPONENTS)) {
      assertThat(Survivors.removals(twice, 3, schedule, Rows.inMemory(session)).collectAsList())
          .as(schedule.toString())
          .containsExactlyInAnyOrder(
              RowFactory.create(Rows.rank(1), Rows.rank(0), null, null),
              RowFactory.create(Rows.rank(2), Rows.rank(0), 1, 3));
    }
  }

  private Set<Integer> removed(List<Edge> edges, Schedule schedule) {
    return removed(Rows.edges(session, edges), edges, schedule);
  }

  /** Checks on the way that each has its first surviving neighbour, and the overlap with it. */
  private Set<Integer> removed(Dataset<Row> rows, List<Edge> edges, Schedule schedule) {
    Map<Integer, Integer> survivors = new TreeMap<>();
    for (Row row :
        Survivors.removals(rows, edges.size(), schedule, Rows.inMemory(session)).collectAsList()) {
      int survivor = Rows.vertex(row.getAs("survivor"));
      assertThat(survivors.put(Rows.vertex(row.getAs("vertex")), survivor)).isNull();
      assertThat(row.<Integer>getAs("intersection")).isEqualTo(survivor + 1);
    }
    survivors.forEach(
        (vertex, survivor) ->
            assertThat(edges)
                .filteredOn(edge -> edge.high() == vertex && !survivors.containsKey(edge.low()))
                .map(Edge::low)
                .satisfies(lows -> assertThat(Collections.min(lows)).isEqualTo(survivor)));
    return survivors.keySet();
  }
}

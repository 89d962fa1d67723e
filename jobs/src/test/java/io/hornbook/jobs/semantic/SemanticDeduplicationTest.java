package io.hornbook.jobs.semantic;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.testing.Seeds;
import io.hornbook.jobs.semantic.SemanticDedupConfig.Clusters;
import io.hornbook.jobs.semantic.SemanticDedupConfig.Comparison;
import io.hornbook.jobs.testing.SparkTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** Against brute force over random vectors with planted near-copies. */
@SparkTest
class SemanticDeduplicationTest {
  private static final int COUNT = 600;

  private final SparkSession session;
  private final RandomVectors vectors = RandomVectors.of(new Random(Seeds.seed()), COUNT);

  SemanticDeduplicationTest(SparkSession session) {
    this.session = session;
  }

  private SemanticDeduplication.Result run(int scopes, int documents, Comparison comparison) {
    return run(vectors, scopes, documents, comparison);
  }

  private SemanticDeduplication.Result run(
      RandomVectors vectors, int scopes, int documents, Comparison comparison) {
    SemanticDedupConfig config =
        new SemanticDedupConfig(
            true, RandomVectors.THRESHOLD, new Clusters(documents, 100, 50, 5, 4), comparison);
    return new SemanticDeduplication(
            config, 1, (name, rows) -> session.createDataFrame(rows.collectAsList(), rows.schema()))
        .run(vectors.members(session, scopes));
  }

  private static Map<Integer, Integer> removals(SemanticDeduplication.Result result) {
    Map<Integer, Integer> removals = new TreeMap<>();
    for (Row row : result.decided().where(col("survivor").isNotNull()).collectAsList()) {
      removals.put(
          RandomVectors.number(row.getAs("rank")), RandomVectors.number(row.getAs("survivor")));
    }
    return removals;
  }

  private static Map<Integer, Integer> clusters(SemanticDeduplication.Result result) {
    Map<Integer, Integer> clusters = new HashMap<>();
    for (Row row : result.decided().collectAsList()) {
      clusters.put(RandomVectors.number(row.getAs("rank")), row.<Integer>getAs("cluster"));
    }
    return clusters;
  }

  @Test
  void findsTheSetOfBruteForceInOneCluster() {
    SemanticDeduplication.Result result = run(1, COUNT, new Comparison(COUNT, 1));

    assertThat(result.clusters()).isEqualTo(1);
    assertThat(removals(result)).isEqualTo(vectors.removals(1)).hasSizeBetween(50, 300);
    assertThat(result.open().count()).isZero();
  }

  @Test
  void fewHubsAndSeveralWalksFindTheSame() {
    SemanticDeduplication.Result result = run(1, COUNT, new Comparison(70, 10));

    assertThat(result.passes()).isBetween(3, 10);
    assertThat(removals(result)).isEqualTo(vectors.removals(1));
  }

  @Test
  void documentsOfTwoScopesNeverMeet() {
    assertThat(removals(run(3, COUNT, new Comparison(COUNT, 1)))).isEqualTo(vectors.removals(3));
  }

  @Test
  void inEveryClusterASurvivorStandsForWhatIsRemovedAndNoTwoSurvivorsReachTheThreshold() {
    SemanticDeduplication.Result result = run(1, COUNT / 10, new Comparison(COUNT, 1));
    Map<Integer, Integer> removals = removals(result);
    Map<Integer, Integer> clusters = clusters(result);

    assertThat(result.clusters()).isEqualTo(10);
    assertThat(clusters).hasSize(COUNT);
    removals.forEach(
        (removed, survivor) -> {
          assertThat(survivor).isLessThan(removed);
          assertThat(removals).doesNotContainKey(survivor);
          assertThat(vectors.cosine(removed, survivor))
              .isGreaterThanOrEqualTo(RandomVectors.THRESHOLD);
        });
    for (int high = 0; high < COUNT; high++) {
      for (int low = 0; low < high; low++) {
        if (clusters.get(low).equals(clusters.get(high))
            && !removals.containsKey(low)
            && !removals.containsKey(high)) {
          assertThat(vectors.cosine(low, high)).isLessThan(RandomVectors.THRESHOLD);
        }
      }
    }
  }

  /** Statistical, so under a literal seed. */
  @Test
  void clustersKeepMostNearCopiesTogether() {
    RandomVectors planted = RandomVectors.of(new Random(11), COUNT);
    SemanticDeduplication.Result result = run(planted, 1, COUNT / 10, new Comparison(COUNT, 1));

    assertThat(clusters(result).values().stream().distinct().count()).isGreaterThan(5);
    assertThat(removals(result).size()).isGreaterThan(planted.removals(1).size() * 9 / 10);
  }

  @Test
  void whatIsLeftOpenIsCountedAndRemovesNothing() {
    SemanticDeduplication.Result result = run(1, COUNT, new Comparison(20, 2));
    Map<Integer, Integer> removals = removals(result);
    long open = result.open().count();
    SemanticMetrics metrics = metrics(result);

    assertThat(open).isPositive();
    assertThat(vectors.removals(1)).containsAllEntriesOf(removals);
    assertThat(metrics.kept()).isEqualTo(COUNT - removals.size());
    assertThat(metrics.json().get("pairs_not_compared").asLong()).isEqualTo(open * (open - 1) / 2);
    assertThat(metrics.json().get("passes").asInt()).isEqualTo(2);
  }

  @Test
  void measuresEveryPairOfADocumentAndTheSurvivorsBeforeIt() {
    SemanticDeduplication.Result result = run(1, COUNT, new Comparison(COUNT, 1));
    Map<Integer, Integer> removals = vectors.removals(1);
    long pairs = 0;
    long survivors = 0;
    for (int number = 0; number < COUNT; number++) {
      Integer by = removals.get(number);
      pairs +=
          by == null
              ? survivors++
              : by + 1 - removals.keySet().stream().filter(removed -> removed < by).count();
    }

    assertThat(metrics(result).json().get("pairs_compared").asLong()).isEqualTo(pairs);
  }

  private SemanticMetrics metrics(SemanticDeduplication.Result result) {
    Dataset<Row> documents =
        session.createDataFrame(
            List.of(),
            org.apache.spark.sql.types.StructType.fromDDL("document_id BINARY, path STRING"));
    return SemanticMetrics.of(result, documents, SemanticTransforms.duplicates(result.decided()));
  }
}

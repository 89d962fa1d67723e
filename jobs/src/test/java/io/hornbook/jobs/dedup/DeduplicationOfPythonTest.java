package io.hornbook.jobs.dedup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.similarity.Overlap;
import io.hornbook.common.testing.TestData;
import io.hornbook.jobs.dedup.Corpus.Duplicate;
import io.hornbook.jobs.testing.SparkTest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two releases of the Python standard library against brute force. */
@Tag("slow")
@SparkTest
class DeduplicationOfPythonTest {
  private static final String FOLDER = "META-INF/resources/libpython/";
  private static final Corpus CORPUS = new Corpus();
  private static Map<String, Duplicate> duplicates;
  private static List<Row> edges;

  @BeforeAll
  static void deduplicate(SparkSession session) {
    for (String jar : List.of("python-resources-25.0.1.jar", "python-resources-24.2.2.jar")) {
      TestData.pythonFiles(jar, FOLDER)
          .forEach(
              (path, bytes) ->
                  CORPUS.add(
                      jar + "!" + path, new String(bytes, UTF_8), jar.contains("25") ? 1 : 0));
    }
    Deduplication.Result result =
        new Deduplication(Corpus.CONFIG, 42, Rows.inMemory(session)).run(CORPUS.documents(session));
    edges = result.graph().edges().collectAsList();
    duplicates = new TreeMap<>();
    for (Duplicate duplicate : CORPUS.duplicates(result.duplicates())) {
      assertThat(duplicates.put(duplicate.path(), duplicate)).isNull();
    }
  }

  @Test
  void findsWhatTheReleasesShare() {
    assertThat(duplicates.values())
        .filteredOn(row -> row.kind().equals("exact"))
        .hasSizeGreaterThan(400);
    assertThat(duplicates.values())
        .filteredOn(row -> row.kind().equals("near"))
        .hasSizeGreaterThan(150);
  }

  @Test
  void everyRemovalHasASurvivorAtAMeasuredSimilarityOfAtLeastTheThreshold() {
    assertThat(duplicates.values())
        .allSatisfy(row -> assertThat(duplicates).doesNotContainKey(row.survivor()));
    assertThat(duplicates.values())
        .filteredOn(row -> row.kind().equals("near"))
        .allSatisfy(
            row -> {
              Overlap measured = CORPUS.overlap(row.path(), row.survivor());
              assertThat(new Overlap(row.intersection(), row.union())).isEqualTo(measured);
              assertThat(measured.intersection() * 10).isGreaterThanOrEqualTo(measured.union() * 7);
            });
  }

  /** Every end of an edge is removed exactly when an earlier neighbour of it stays. */
  @Test
  void survivorsAreTheNaiveAnswerOnTheVerifiedPairs() {
    List<byte[]> order =
        edges.stream()
            .flatMap(edge -> Stream.of(edge.<byte[]>getAs("low"), edge.<byte[]>getAs("high")))
            .sorted(Arrays::compareUnsigned)
            .toList();
    Map<String, Integer> numbers = new TreeMap<>();
    order.forEach(rank -> numbers.putIfAbsent(CORPUS.path(rank), numbers.size()));
    Set<Integer> expected =
        Graphs.removed(
            edges.stream()
                .map(
                    edge ->
                        new Graphs.Edge(
                            numbers.get(CORPUS.path(edge.getAs("low"))),
                            numbers.get(CORPUS.path(edge.getAs("high")))))
                .toList());
    Set<Integer> removed = new TreeSet<>();
    numbers.forEach((path, number) -> addIf(duplicates.containsKey(path), number, removed));
    assertThat(removed).isEqualTo(expected).hasSizeGreaterThan(150);
  }

  private static void addIf(boolean condition, int number, Set<Integer> numbers) {
    if (condition) {
      numbers.add(number);
    }
  }

  @Test
  void clusterSizesCountTheSurvivorAndAllThatItStandsFor() {
    Map<String, Long> sizes = new TreeMap<>();
    duplicates.values().forEach(row -> sizes.merge(row.survivor(), 1L, Long::sum));
    assertThat(duplicates.values()).allMatch(row -> row.size() == sizes.get(row.survivor()) + 1);
  }

  /** Recall: of the pairs at 0.8 or more, under one per cent is left among survivors. */
  @Test
  void hardlyAnyPairOfSurvivorsIsAlike() {
    List<String> paths = CORPUS.withTokens();
    long alike = 0;
    long left = 0;
    for (int i = 0; i < paths.size(); i++) {
      for (int j = i + 1; j < paths.size(); j++) {
        if (alike(paths.get(i), paths.get(j))) {
          alike++;
          left += survive(paths.get(i), paths.get(j)) ? 1 : 0;
        }
      }
    }
    System.out.println("pairs at 0.8 or more: " + alike + ", left among survivors: " + left);
    assertThat(alike).isGreaterThan(600);
    assertThat(left).isLessThanOrEqualTo(alike / 100);
  }

  private static boolean alike(String path, String other) {
    return CORPUS.couldReach(path, other, 0.8) && CORPUS.overlap(path, other).jaccard() >= 0.8;
  }

  private static boolean survive(String path, String other) {
    return !duplicates.containsKey(path) && !duplicates.containsKey(other);
  }
}

package io.hornbook.jobs.classifier;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.document.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Which texts are one group, and which share a fold; a band in common is one pair of texts. */
class TextGroupsTest {
  private static final StructType SCHEMA =
      StructType.fromDDL("content_sha256 BINARY, bands ARRAY<BIGINT>, fold_key STRING");
  private static final int TEXTS = 200;
  private static final int FOLDS = 5;

  /** A text's group and fold. */
  private record Placed(Sha256 group, int fold) {}

  @Test
  void keysAreNotJoinedByNearDuplicates() {
    IntFunction<String> key = i -> "folder " + i % 20;
    List<Placed> placed = placed(key);

    Map<String, Set<Integer>> foldsOfKeys =
        IntStream.range(0, TEXTS)
            .boxed()
            .collect(groupingBy(key::apply, mapping(i -> placed.get(i).fold(), toSet())));
    assertThat(foldsOfKeys.values()).hasSize(20).allSatisfy(folds -> assertThat(folds).hasSize(1));
    assertThat(sizesOfFolds(placed)).hasSize(FOLDS).containsOnly((long) TEXTS / FOLDS);
    assertPairsAreGroups(placed);
  }

  @Test
  void withoutKeysAGroupIsInOneFold() {
    List<Placed> placed = placed(i -> null);

    for (int i = 0; i < TEXTS; i += 2) {
      assertThat(placed.get(i).fold()).isEqualTo(placed.get(i + 1).fold());
    }
    assertThat(sizesOfFolds(placed)).hasSize(FOLDS);
    assertPairsAreGroups(placed);
  }

  @Test
  void aTextWithoutAKeyIsPlacedWithItsNearDuplicatesThatHaveNone() {
    List<Placed> placed = placed(i -> i < TEXTS / 2 ? "all in one" : null);

    for (int i = TEXTS / 2; i < TEXTS; i += 2) {
      assertThat(placed.get(i).fold()).isEqualTo(placed.get(i + 1).fold());
    }
    assertThat(placed.subList(0, TEXTS / 2).stream().map(Placed::fold).distinct()).hasSize(1);
    assertThat(sizesOfFolds(placed)).hasSize(FOLDS);
  }

  private static void assertPairsAreGroups(List<Placed> placed) {
    for (int i = 0; i < TEXTS; i += 2) {
      assertThat(placed.get(i).group()).isEqualTo(placed.get(i + 1).group());
    }
    assertThat(placed.stream().map(Placed::group).distinct()).hasSize(TEXTS / 2);
  }

  private static List<Long> sizesOfFolds(List<Placed> placed) {
    return List.copyOf(
        placed.stream()
            .collect(groupingBy(Placed::fold, java.util.stream.Collectors.counting()))
            .values());
  }

  private static List<Placed> placed(IntFunction<String> key) {
    List<Row> rows =
        IntStream.range(0, TEXTS)
            .mapToObj(
                i ->
                    (Row)
                        new GenericRowWithSchema(
                            new Object[] {
                              Sha256.of("text " + i).bytes(),
                              scala.jdk.javaapi.CollectionConverters.asScala(
                                      List.of((long) i / 2, 1_000L + i))
                                  .toSeq(),
                              key.apply(i)
                            },
                            SCHEMA))
            .toList();
    List<Placed> placed = new ArrayList<>();
    new TextGroups(7, FOLDS)
        .call(rows.iterator())
        .forEachRemaining(
            row -> placed.add(new Placed(Sha256.wrap((byte[]) row.get(1)), row.getInt(2))));
    return placed;
  }
}

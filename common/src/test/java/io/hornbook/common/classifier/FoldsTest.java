package io.hornbook.common.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.document.Sha256;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldsTest {
  @Test
  void spreadsGroupsEvenly() {
    int[] sizes = new int[5];
    IntStream.range(0, 10_000).forEach(i -> sizes[Folds.fold(Sha256.of("text " + i), 7, 5)]++);

    // Five standard deviations of a binomial of 10,000 and 1/5.
    assertThat(Arrays.stream(sizes).boxed()).allMatch(size -> Math.abs(size - 2_000) < 200);
  }

  @Test
  void dependsOnTheSeed() {
    long moved =
        IntStream.range(0, 1_000)
            .mapToObj(i -> Sha256.of("text " + i))
            .filter(text -> Folds.fold(text, 1, 5) != Folds.fold(text, 2, 5))
            .count();

    assertThat(moved).isBetween(700L, 900L);
  }

  /** Persisted with every model card: which texts a prediction was made without. */
  @Test
  void keepsItsGoldenValues() {
    assertThat(IntStream.range(0, 10).map(i -> Folds.fold(Sha256.of("text " + i), 42, 5)))
        .containsExactly(3, 3, 4, 4, 1, 0, 4, 0, 2, 2);
  }

  @Test
  void putsTheLargestGroupsWhereThereIsRoom() {
    Map<Sha256, Long> sizes = new HashMap<>();
    for (int i = 0; i < 6; i++) {
      sizes.put(Sha256.of("group " + i), List.of(50L, 30L, 20L, 20L, 10L, 5L).get(i));
    }
    Map<Sha256, Integer> folds = Folds.balanced(sizes, 3);

    long[] texts = new long[3];
    sizes.forEach((group, size) -> texts[folds.get(group)] += size);
    assertThat(texts).containsExactly(50, 45, 40);
    assertThatThrownBy(() -> Folds.balanced(sizes, 1))
        .hasMessage("Invalid folds: 1 (expected at least 2)");
  }

  @Test
  void refusesASingleFold() {
    assertThatThrownBy(() -> Folds.fold(Sha256.of(""), 1, 1))
        .hasMessage("Invalid folds: 1 (expected at least 2)");
  }
}

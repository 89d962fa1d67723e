package io.hornbook.common.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.document.Sha256;
import io.hornbook.common.testing.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class NearDuplicateGroupsTest {
  @Test
  void joinsTextsThatShareABandAndThoseBehindThem() {
    NearDuplicateGroups groups = new NearDuplicateGroups();
    groups.add(text(1), new long[] {1, 2});
    groups.add(text(2), new long[] {2, 3});
    groups.add(text(3), new long[] {3, 4});
    groups.add(text(4), new long[] {5});

    assertThat(groups.group(text(1)))
        .isEqualTo(groups.group(text(2)))
        .isEqualTo(groups.group(text(3)))
        .isEqualTo(smallest(text(1), text(2), text(3)));
    assertThat(groups.group(text(4))).isEqualTo(text(4));
  }

  @Test
  void joinsTextsWithoutTokens() {
    NearDuplicateGroups groups = new NearDuplicateGroups();
    groups.add(text(1), new long[0]);
    groups.add(text(2), new long[0]);
    groups.add(text(3), new long[] {9});

    assertThat(groups.group(text(1))).isEqualTo(groups.group(text(2)));
    assertThat(groups.group(text(3))).isEqualTo(text(3));
  }

  @Test
  void findsTheConnectedComponentsInAnyOrder() {
    long seed = Seeds.seed();
    Random random = new Random(seed);
    Map<Sha256, long[]> texts = new TreeMap<>(Comparator.comparing(Sha256::hex));
    for (int i = 0; i < 300; i++) {
      texts.put(text(i), random.longs(3, 0, 700).toArray());
    }
    List<Sha256> order = new ArrayList<>(texts.keySet());
    Collections.shuffle(order, random);
    NearDuplicateGroups groups = new NearDuplicateGroups();
    order.forEach(text -> groups.add(text, texts.get(text)));

    for (Sha256 text : order) {
      assertThat(groups.group(text)).isEqualTo(smallest(reachable(text, texts)));
    }
  }

  private static Sha256[] reachable(Sha256 from, Map<Sha256, long[]> texts) {
    Set<Sha256> found = new HashSet<>(Set.of(from));
    Set<Long> bands = new HashSet<>();
    int before;
    do {
      before = found.size();
      found.forEach(text -> add(bands, texts.get(text)));
      texts.forEach(
          (text, hashes) -> {
            if (new HashSet<>(bands).removeAll(boxed(hashes))) {
              found.add(text);
            }
          });
    } while (found.size() > before);
    return found.toArray(Sha256[]::new);
  }

  private static void add(Set<Long> bands, long[] hashes) {
    bands.addAll(boxed(hashes));
  }

  private static List<Long> boxed(long[] hashes) {
    return Arrays.stream(hashes).boxed().toList();
  }

  private static Sha256 smallest(Sha256... texts) {
    return Collections.min(List.of(texts), Comparator.comparing(Sha256::hex));
  }

  private static Sha256 text(int number) {
    return Sha256.of("text " + number);
  }
}

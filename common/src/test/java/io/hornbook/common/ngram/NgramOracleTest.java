package io.hornbook.common.ngram;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.benchmark.BenchmarkItem;
import io.hornbook.common.testing.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The index against sets of strings, on texts whose words repeat often. */
class NgramOracleTest {
  private static final int N = 4;
  private static final String[] SEPARATORS = {" ", "\n", "\r\n", ", ", "(", ".", "\t# "};

  @Test
  void findsWhatSetsOfStringsFind() {
    RandomGenerator random = Seeds.random();
    for (int round = 0; round < 300; round++) {
      List<BenchmarkItem> items = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        items.add(item("item" + i, text(random, 1 + random.nextInt(25), 6)));
      }
      String document = text(random, random.nextInt(200), 6);
      Map<String, Double> expected = expected(items, document);

      Map<String, Double> found = new LinkedHashMap<>();
      for (ItemMatch overlap : overlaps(items, document)) {
        if (overlap.method().equals(ItemMatch.NGRAM)) {
          found.put(overlap.item().id(), overlap.similarity());
          assertRunIsCommon(overlap, document);
        }
      }
      assertThat(found).isEqualTo(expected);
    }
  }

  @Test
  void reportsTheLongestCommonRunOfTextsWithoutRepeatedNgrams() {
    RandomGenerator random = Seeds.random();
    for (int round = 0; round < 100; round++) {
      List<String> words = new ArrayList<>(words(text(random, 60, 1 << 20)));
      BenchmarkItem item = item("item", String.join(" ", words));
      List<String> pieces = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int start = random.nextInt(50);
        pieces.addAll(words.subList(start, start + 1 + random.nextInt(10)));
        pieces.add("new" + i);
      }
      String document = String.join(" ", pieces);
      int expected = longestCommonRun(words, pieces);

      List<ItemMatch> found = overlaps(List.of(item), document);

      assertThat(found).hasSize(expected >= N ? 1 : 0);
      found.forEach(overlap -> assertThat(overlap.words()).isEqualTo(expected));
    }
  }

  @Test
  void findsAnExactMatchWhereverItIsPlanted() {
    RandomGenerator random = Seeds.random();
    for (int round = 0; round < 300; round++) {
      String planted = text(random, 5 + random.nextInt(12), 6);
      List<BenchmarkItem> items =
          List.of(item("other", text(random, 7, 6)), item("planted", planted));
      String document =
          text(random, random.nextInt(40), 6) + "\n" + planted + " \n" + text(random, 9, 6);

      assertThat(overlaps(items, document))
          .filteredOn(overlap -> overlap.method().equals(ItemMatch.EXACT))
          .extracting(overlap -> overlap.item().id())
          .contains("planted");
    }
  }

  private static List<ItemMatch> overlaps(List<BenchmarkItem> items, String document) {
    return NgramIndex.of(items, new SearchSettings(N, 0, 5))
        .scanner()
        .scan(document.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, Double> expected(List<BenchmarkItem> items, String document) {
    Set<String> inDocument = ngrams(words(document));
    Map<String, Double> similarities = new LinkedHashMap<>();
    for (BenchmarkItem item : items) {
      Set<String> inItem = ngrams(words(item.prompt()));
      long common = inItem.stream().filter(inDocument::contains).count();
      if (common > 0) {
        similarities.put(item.id(), (double) common / inItem.size());
      }
    }
    return similarities;
  }

  private static void assertRunIsCommon(ItemMatch overlap, String document) {
    String span = overlap.documentSpan(document.getBytes(StandardCharsets.UTF_8));
    assertThat(words(span)).hasSize(overlap.words()).isEqualTo(words(overlap.itemSpan()));
    assertThat(overlap.words()).isGreaterThanOrEqualTo(N);
  }

  private static int longestCommonRun(List<String> a, List<String> b) {
    int longest = 0;
    int[] runs = new int[b.size() + 1];
    for (String word : a) {
      for (int j = b.size(); j > 0; j--) {
        runs[j] = word.equals(b.get(j - 1)) ? runs[j - 1] + 1 : 0;
      }
      for (int run : runs) {
        longest = Math.max(longest, run);
      }
    }
    return longest;
  }

  private static Set<String> ngrams(List<String> words) {
    Set<String> ngrams = new HashSet<>();
    for (int i = 0; i + N <= words.size(); i++) {
      ngrams.add(String.join(" ", words.subList(i, i + N)));
    }
    return ngrams;
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.split("\\W+", -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return Collections.unmodifiableList(words);
  }

  private static String text(RandomGenerator random, int words, int vocabulary) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append(i == 0 ? "" : SEPARATORS[random.nextInt(SEPARATORS.length)]);
      text.append("w").append(random.nextInt(vocabulary));
    }
    return text.toString();
  }

  private static BenchmarkItem item(String id, String text) {
    return new BenchmarkItem("b", id, text.isEmpty() ? "w" : text, "", "", "", "");
  }
}

package io.hornbook.common.contamination;

import io.hornbook.common.benchmark.BenchmarkItem;
import io.hornbook.common.failure.DataException;
import io.hornbook.common.hash.Mix64;
import io.hornbook.common.ngram.ItemMatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Plants items of each benchmark in documents and looks for them: whether the search works today,
 * with these benchmarks and these settings.
 */
public final class SelfTest {
  /**
   * What was found of one benchmark's items in one form.
   *
   * @param benchmark the benchmark's name
   * @param kind the form, such as {@code verbatim} or {@code renamed}
   * @param planted how many items were planted
   * @param missed the ids of those that were not found by any method
   * @param byMethod how many each method found
   */
  public record Recall(
      String benchmark,
      String kind,
      int planted,
      List<String> missed,
      SortedMap<String, Integer> byMethod) {
    public Recall {
      missed = List.copyOf(missed);
      byMethod = Collections.unmodifiableSortedMap(new TreeMap<>(byMethod));
    }

    /** How many were found. */
    public int found() {
      return planted - missed.size();
    }
  }

  private SelfTest() {}

  /**
   * Plants some items of a benchmark in every form that its language has: Python's have all, others
   * stand verbatim and in a long file.
   *
   * @param items of one benchmark
   * @param most how many of them are planted, chosen by the seed
   * @throws DataException if an item that is planted verbatim is not found, by itself or in a long
   *     file
   */
  public static List<Recall> run(
      ContaminationIndex index, String language, List<BenchmarkItem> items, int most, long seed) {
    List<BenchmarkItem> unsearchable = index.ngrams().unsearchable();
    List<BenchmarkItem> planted =
        items.stream()
            .filter(item -> !unsearchable.contains(item))
            .sorted(Comparator.comparingLong(item -> Mix64.mix(seed + item.id().hashCode())))
            .limit(most)
            .toList();
    List<Recall> recalls = new ArrayList<>();
    try (DocumentScanner scanner = index.scanner()) {
      for (Plants form : Plants.values()) {
        if (isLiteral(form) || "python".equals(language)) {
          recalls.add(recall(scanner, language, planted, form));
        }
      }
    }
    return recalls;
  }

  private static boolean isLiteral(Plants form) {
    return form == Plants.VERBATIM || form == Plants.LONG_FILE;
  }

  private static Recall recall(
      DocumentScanner scanner, String language, List<BenchmarkItem> items, Plants form) {
    List<String> missed = new ArrayList<>();
    SortedMap<String, Integer> byMethod = new TreeMap<>();
    for (BenchmarkItem item : items) {
      List<ItemMatch> found =
          scanner.scan(form.document(item), language).stream()
              .filter(match -> match.item().equals(item))
              .toList();
      found.forEach(match -> byMethod.merge(match.method(), 1, Integer::sum));
      if (found.stream().noneMatch(match -> !isLiteral(form) || match.similarity() == 1)) {
        missed.add(item.id());
      }
    }
    String benchmark = items.isEmpty() ? "" : items.get(0).benchmark();
    if (isLiteral(form) && !missed.isEmpty()) {
      throw new DataException(
          "Cannot trust the search for %s: %s was planted (%s) and not found whole"
              .formatted(benchmark, String.join(", ", missed), form.kind()));
    }
    return new Recall(benchmark, form.kind(), items.size(), missed, byMethod);
  }
}

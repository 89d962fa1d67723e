package io.hornbook.common.ngram;

import io.hornbook.common.benchmark.BenchmarkItem;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * All items of all benchmarks, ready to be found. Immutable and serialisable: one index serves all
 * threads, through one {@link #scanner()} each.
 */
public final class NgramIndex implements Serializable {
  private final SearchSettings settings;
  private final List<BenchmarkItem> items;
  private final List<Field> fields;
  private final GramTable grams;

  /** For each field the number of the n-gram at each of its words. */
  private final List<int[]> ordinals;

  private final HashMap<BenchmarkItem, Integer> numbers = new HashMap<>();
  private final Anchors code;
  private final Anchors prose;

  private NgramIndex(SearchSettings settings, List<BenchmarkItem> items, List<Field> fields) {
    this.settings = settings;
    this.items = items;
    this.fields = fields;
    this.grams = grams(fields, settings.ngram());
    this.ordinals = fields.stream().map(this::ordinals).toList();
    for (int i = 0; i < items.size(); i++) {
      numbers.putIfAbsent(items.get(i), i);
    }
    this.code = Anchors.of(fields, true);
    this.prose = Anchors.of(fields, false);
  }

  /** The index of these items; an empty collection is an index that finds nothing. */
  public static NgramIndex of(Collection<BenchmarkItem> items, SearchSettings settings) {
    List<BenchmarkItem> all = new ArrayList<>(items);
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      fields.addAll(ItemFields.of(all.get(i), i, settings));
    }
    return new NgramIndex(settings, all, fields);
  }

  /** A scanner over this index, for one thread. */
  public NgramScanner scanner() {
    return new NgramScanner(this);
  }

  /**
   * How many items are indexed, those that {@linkplain #unsearchable() cannot be found} included.
   */
  public int size() {
    return items.size();
  }

  /** How many different n-grams the items have. */
  public int ngrams() {
    return grams.size();
  }

  /**
   * The matches of a document, now that the idioms are known: at most one an item and method, in
   * the order of the items, the exact one first. Idioms count neither among a part's n-grams nor
   * among those that the document has of it; a part of nothing else has similarity 0.
   *
   * @param idioms the numbers of n-grams, as {@link Findings#unexplained()} gives them
   */
  public List<ItemMatch> matches(Findings findings, BitSet idioms) {
    Map<BenchmarkItem, List<ItemMatch>> byItem = new LinkedHashMap<>();
    findings
        .exact()
        .forEach(
            match -> byItem.computeIfAbsent(match.item(), key -> new ArrayList<>()).add(match));
    Map<BenchmarkItem, ItemMatch> best = new LinkedHashMap<>();
    for (FieldMatch found : findings.ngrams()) {
      ItemMatch match =
          found.match().withSimilarity(similarity(found.field(), found.covered(), idioms));
      if (match.similarity() >= settings.minSimilarity()) {
        best.merge(match.item(), match, NgramScanner::better);
      }
    }
    best.forEach(
        (item, match) -> byItem.computeIfAbsent(item, key -> new ArrayList<>()).add(match));
    return byItem.entrySet().stream()
        .sorted(Comparator.comparingInt(entry -> numbers.get(entry.getKey())))
        .flatMap(entry -> entry.getValue().stream())
        .toList();
  }

  /**
   * The share of a part's n-grams that a document has, idioms left out on both sides; 0 for a part
   * of idioms alone.
   *
   * @param field the part's number, as {@link FieldMatch#field()} gives it
   * @param covered where the n-grams that the document has start, as {@link FieldMatch#covered()}
   *     gives it
   */
  public double similarity(int field, int[] covered, BitSet idioms) {
    Collection<Integer> places =
        WordStream.firstPlaces(fields.get(field).words(), settings.ngram()).values();
    long all = telling(field, places.stream().mapToInt(Integer::intValue), idioms);
    return all == 0 ? 0 : (double) telling(field, Arrays.stream(covered), idioms) / all;
  }

  /** How many of the n-grams at these places of a part are no idioms. */
  private long telling(int field, IntStream places, BitSet idioms) {
    return places.filter(place -> !idioms.get(ordinal(field, place))).count();
  }

  /** The least similarity that is recorded. */
  public double minSimilarity() {
    return settings.minSimilarity();
  }

  /** The number of the n-gram at a place of a part. */
  int ordinal(int field, int place) {
    return ordinals.get(field)[place];
  }

  /** The words of an n-gram by its number, as they stand in the first item that has it. */
  public String ngram(int ordinal) {
    int[] first = {-1};
    grams.forEachField(ordinal, field -> first[0] = first[0] < 0 ? field : first[0]);
    Field field = fields.get(first[0]);
    int place = 0;
    while (ordinals.get(first[0])[place] != ordinal) {
      place++;
    }
    byte[] text = items.get(field.item()).text().getBytes(StandardCharsets.UTF_8);
    int start = field.starts()[place];
    int end = field.ends()[place + settings.ngram() - 1];
    return new String(text, start, end - start, StandardCharsets.UTF_8);
  }

  /** The items all of whose parts are too short to be found by either method. */
  public List<BenchmarkItem> unsearchable() {
    Set<Integer> missing = new TreeSet<>();
    for (int i = 0; i < items.size(); i++) {
      missing.add(i);
    }
    fields.forEach(field -> missing.remove(field.item()));
    return missing.stream().map(items::get).toList();
  }

  SearchSettings settings() {
    return settings;
  }

  BenchmarkItem item(int number) {
    return items.get(number);
  }

  Field field(int number) {
    return fields.get(number);
  }

  GramTable grams() {
    return grams;
  }

  Anchors code() {
    return code;
  }

  Anchors prose() {
    return prose;
  }

  private int[] ordinals(Field field) {
    int n = settings.ngram();
    long[] prefixes = WordStream.prefixes(field.words());
    long power = WordStream.power(n);
    int[] numbered = new int[Math.max(0, field.count() - n + 1)];
    for (int i = 0; i < numbered.length; i++) {
      numbered[i] = grams.ordinal(WordStream.gram(prefixes, i, n, power));
    }
    return numbered;
  }

  private static GramTable grams(List<Field> fields, int n) {
    Postings postings = new Postings();
    for (int i = 0; i < fields.size(); i++) {
      int field = i;
      WordStream.firstPlaces(fields.get(i).words(), n)
          .forEach((gram, place) -> postings.add(gram, field, place));
    }
    return postings.table(n);
  }
}

package io.hornbook.common.ngram;

import io.hornbook.common.benchmark.BenchmarkItem;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * All items of all benchmarks, ready to be found. Immutable and serialisable: one index serves all
 * threads, through one {@link #scanner()} each.
 */
public final class NgramIndex implements Serializable {
  private final SearchSettings settings;
  private final List<BenchmarkItem> items;
  private final List<Field> fields;
  private final GramTable grams;
  private final Anchors code;
  private final Anchors prose;

  private NgramIndex(SearchSettings settings, List<BenchmarkItem> items, List<Field> fields) {
    this.settings = settings;
    this.items = items;
    this.fields = fields;
    this.grams = grams(fields, settings.ngram());
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

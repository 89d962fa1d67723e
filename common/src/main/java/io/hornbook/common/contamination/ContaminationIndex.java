package io.hornbook.common.contamination;

import io.hornbook.common.ast.AstIndex;
import io.hornbook.common.benchmark.BenchmarkItem;
import io.hornbook.common.ngram.NgramIndex;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All items of all benchmarks under all methods. Immutable and serialisable: one index serves all
 * threads, through one {@link DocumentScanner} each.
 */
public final class ContaminationIndex implements Serializable {
  private final ContaminationSettings settings;
  private final NgramIndex ngrams;
  private final TreeMap<String, AstIndex> functions = new TreeMap<>();

  /**
   * The index.
   *
   * @param itemsByLanguage the items by the language of their solutions; those of a language whose
   *     functions cannot be compared are searched as text alone
   */
  public ContaminationIndex(
      Map<String, List<BenchmarkItem>> itemsByLanguage, ContaminationSettings settings) {
    this.settings = settings;
    List<BenchmarkItem> all = new ArrayList<>();
    itemsByLanguage.forEach(
        (language, items) -> {
          all.addAll(items);
          if (AstIndex.languages().contains(language)) {
            functions.put(
                language, AstIndex.of(language, items, settings.ast(), settings.parseStepsPerKb()));
          }
        });
    this.ngrams = NgramIndex.of(all, settings.search());
  }

  /** A scanner over this index, for one thread, to be closed. */
  public DocumentScanner scanner() {
    return new DocumentScanner(this);
  }

  /** The part that finds text. */
  public NgramIndex ngrams() {
    return ngrams;
  }

  /** The parts that find functions, by language. */
  public Map<String, AstIndex> functions() {
    return functions;
  }

  ContaminationSettings settings() {
    return settings;
  }
}

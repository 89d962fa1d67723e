package io.hornbook.common.ast;

import io.hornbook.common.benchmark.BenchmarkItem;
import io.hornbook.common.failure.ConfigurationException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The functions of all items of one language, ready to be found. Immutable and serialisable: one
 * index serves all threads, through one {@link #scanner} each.
 */
public final class AstIndex implements Serializable {
  /**
   * The tokens of the longest function that is read, docstring and comments included; the longest
   * solution of HumanEval and MBPP has 500 with its docstring.
   */
  private static final int MAX_TOKENS = 800;

  private final Grammar grammar;
  private final AstSettings settings;
  private final long stepsPerKb;

  /** By length, so that the trees of a length are neighbours. */
  private final List<ItemTree> trees;

  private final int[] lengths;

  /** For each run of symbols the trees that have it, ascending. */
  private final HashMap<Long, int[]> postings;

  private final List<BenchmarkItem> without;

  private AstIndex(
      Grammar grammar,
      AstSettings settings,
      long stepsPerKb,
      List<ItemTree> trees,
      List<BenchmarkItem> without) {
    this.grammar = grammar;
    this.settings = settings;
    this.stepsPerKb = stepsPerKb;
    this.trees =
        trees.stream()
            .sorted(Comparator.comparingInt((ItemTree item) -> item.tree().length()))
            .toList();
    this.lengths = this.trees.stream().mapToInt(item -> item.tree().length()).toArray();
    this.postings = new HashMap<>(postings(this.trees));
    this.without = List.copyOf(without);
  }

  /**
   * The index of these items; items without a function of at least {@code minWeight} are
   * {@linkplain #without() set aside}.
   *
   * @param language of the solutions, one of {@link #languages}
   * @param stepsPerKb bounds the parser's work on a text
   */
  public static AstIndex of(
      String language, Collection<BenchmarkItem> items, AstSettings settings, long stepsPerKb) {
    Grammar grammar =
        Grammar.of(language)
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "Invalid language: %s (expected one of %s)"
                            .formatted(language, languages())));
    List<ItemTree> trees = new ArrayList<>();
    List<BenchmarkItem> without = new ArrayList<>();
    try (FunctionReader reader = new FunctionReader(grammar, stepsPerKb, MAX_TOKENS)) {
      for (BenchmarkItem item : items) {
        ItemTree.of(item, reader)
            .filter(tree -> tree.tree().weight() >= settings.minWeight())
            .ifPresentOrElse(trees::add, () -> without.add(item));
      }
    }
    return new AstIndex(grammar, settings, stepsPerKb, trees, without);
  }

  /** The index of trees that have been read. */
  static AstIndex ofTrees(List<ItemTree> trees, AstSettings settings) {
    return new AstIndex(Grammar.PYTHON, settings, 1, trees, List.of());
  }

  /** The languages whose functions can be compared. */
  public static List<String> languages() {
    return Grammar.languages();
  }

  /** A scanner over this index, for one thread, to be closed. */
  public AstScanner scanner() {
    return new AstScanner(this);
  }

  /** The items whose function is too small to tell, or that have none. */
  public List<BenchmarkItem> without() {
    return without;
  }

  /** How many functions are looked for. */
  public int size() {
    return trees.size();
  }

  AstSettings settings() {
    return settings;
  }

  List<ItemTree> trees() {
    return trees;
  }

  /** The trees that have this run of symbols, ascending; null for none. */
  int[] postings(long gram) {
    return postings.get(gram);
  }

  /** The first tree of at least this length. */
  int firstOf(int length) {
    int found = Arrays.binarySearch(lengths, length);
    int first = found < 0 ? -found - 1 : found;
    while (first > 0 && lengths[first - 1] == length) {
      first--;
    }
    return first;
  }

  FunctionReader reader() {
    return new FunctionReader(grammar, stepsPerKb, MAX_TOKENS);
  }

  private static Map<Long, int[]> postings(List<ItemTree> trees) {
    Map<Long, List<Integer>> lists = new HashMap<>();
    for (int i = 0; i < trees.size(); i++) {
      for (long gram : TreeGrams.of(trees.get(i).tree().symbols())) {
        lists.computeIfAbsent(gram, key -> new ArrayList<>()).add(i);
      }
    }
    Map<Long, int[]> postings = new HashMap<>();
    lists.forEach(
        (gram, list) -> postings.put(gram, list.stream().mapToInt(Integer::intValue).toArray()));
    return postings;
  }
}

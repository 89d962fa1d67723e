package io.hornbook.common.contamination;

import io.hornbook.common.ast.AstScanner;
import io.hornbook.common.ast.FunctionRange;
import io.hornbook.common.benchmark.BenchmarkItem;
import io.hornbook.common.ngram.Findings;
import io.hornbook.common.ngram.ItemMatch;
import io.hornbook.common.ngram.NgramScanner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compares documents with an index by every method: for one thread, to be closed. */
public final class DocumentScanner implements AutoCloseable {
  /** The languages whose code stands between fences. */
  private static final Set<String> PROSE = Set.of("markdown", "text", "restructuredtext", "html");

  private final ContaminationSettings settings;
  private final NgramScanner ngrams;
  private final Map<String, AstScanner> functions = new TreeMap<>();

  DocumentScanner(ContaminationIndex index) {
    this.settings = index.settings();
    this.ngrams = index.ngrams().scanner();
    index
        .functions()
        .forEach(
            (language, functionIndex) -> {
              if (functionIndex.size() > 0) {
                functions.put(language, functionIndex.scanner());
              }
            });
  }

  /**
   * The items that a document holds: at most one match an item and method. Functions are looked for
   * in code of the language of a benchmark; in prose and in text of an unknown language, in every
   * block between fences, by every benchmark's language.
   *
   * @param utf8 the text in valid UTF-8
   * @param language the document's language in lower case, or null where it is not known
   */
  public List<ItemMatch> scan(byte[] utf8, String language) {
    List<ItemMatch> matches = new ArrayList<>(ngrams.scan(utf8));
    matches.addAll(scanFunctions(utf8, language));
    return matches;
  }

  /** As {@link #scan}, before it is known which n-grams are idioms. */
  public DocumentFindings find(byte[] utf8, String language) {
    List<ItemMatch> found = scanFunctions(utf8, language);
    Findings text =
        ngrams.find(utf8, found.stream().map(ItemMatch::item).collect(Collectors.toSet()));
    List<ItemMatch> all = DocumentFindings.matches(text, found);
    return new DocumentFindings(text, found, all.isEmpty() ? Map.of() : cuts(utf8, language, all));
  }

  /** What can be cut, so that a scan of what is left does not find the item again. */
  private Map<ItemMatch, FunctionRange> cuts(
      byte[] utf8, String language, List<ItemMatch> matches) {
    List<FunctionRange> functionRanges = functionRanges(utf8, language);
    Map<ItemMatch, FunctionRange> cuts = new HashMap<>();
    for (ItemMatch match : matches) {
      FunctionRange cut = Cuts.of(utf8, match, functionRanges);
      boolean inCode =
          isCode(language)
              || CodeBlocks.of(utf8).stream()
                  .anyMatch(block -> block.start() <= cut.start() && cut.end() <= block.end());
      if (inCode) {
        cuts.put(match, cut);
      }
    }
    Set<BenchmarkItem> left =
        scan(Cuts.without(utf8, cuts.values()), language).stream()
            .map(ItemMatch::item)
            .collect(Collectors.toSet());
    cuts.keySet().removeIf(match -> left.contains(match.item()));
    return cuts;
  }

  private List<FunctionRange> functionRanges(byte[] utf8, String language) {
    AstScanner own = language == null ? null : functions.get(language);
    if (own != null && utf8.length <= settings.maxParsedBytes()) {
      return own.functions(utf8);
    }
    List<FunctionRange> ranges = new ArrayList<>();
    for (CodeBlocks.Block block : isCode(language) ? List.<CodeBlocks.Block>of() : blocks(utf8)) {
      byte[] code = Arrays.copyOfRange(utf8, block.start(), block.end());
      functions
          .values()
          .forEach(
              each ->
                  each.functions(code)
                      .forEach(function -> ranges.add(function.movedBy(block.start()))));
    }
    return ranges;
  }

  private static boolean isCode(String language) {
    return language != null && !PROSE.contains(language);
  }

  /** The blocks of prose that are not too long to be parsed. */
  private List<CodeBlocks.Block> blocks(byte[] utf8) {
    return CodeBlocks.of(utf8).stream()
        .filter(block -> block.end() - block.start() <= settings.maxParsedBytes())
        .toList();
  }

  private List<ItemMatch> scanFunctions(byte[] utf8, String language) {
    AstScanner scanner = language == null ? null : functions.get(language);
    if (scanner != null && utf8.length <= settings.maxParsedBytes()) {
      return scanner.scan(utf8);
    }
    if (functions.isEmpty() || isCode(language)) {
      return List.of();
    }
    Map<String, ItemMatch> best = new TreeMap<>();
    for (CodeBlocks.Block block : blocks(utf8)) {
      byte[] code = Arrays.copyOfRange(utf8, block.start(), block.end());
      functions
          .values()
          .forEach(
              each ->
                  each.scan(code).forEach(match -> addBest(match.movedBy(block.start()), best)));
    }
    return List.copyOf(best.values());
  }

  private static void addBest(ItemMatch match, Map<String, ItemMatch> best) {
    best.merge(
        match.item().benchmark() + "\n" + match.item().id(),
        match,
        (a, b) -> b.similarity() > a.similarity() ? b : a);
  }

  @Override
  public void close() {
    functions.values().forEach(AstScanner::close);
  }
}

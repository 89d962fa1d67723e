package io.hornbook.common.ast;

import io.hornbook.common.ngram.ItemMatch;
import io.hornbook.common.ngram.Part;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares the functions of documents with an index: for one thread, to be closed. */
public final class AstScanner implements AutoCloseable {
  private final AstIndex index;
  private final FunctionReader reader;
  private final EditDistance distance = new EditDistance();
  private final int[] shared;

  AstScanner(AstIndex index) {
    this.index = index;
    this.reader = index.reader();
    this.shared = new int[index.size()];
  }

  /**
   * The items whose function a document has, each with the function that is most like it; in the
   * order of the index. Nothing for a text that the parser gives up.
   *
   * @param utf8 code of the index's language, in valid UTF-8
   */
  public List<ItemMatch> scan(byte[] utf8) {
    if (index.size() == 0) {
      return List.of();
    }
    return matches(reader.functions(utf8));
  }

  /** Where the functions of a text are; none for a text that the parser gives up. */
  public List<FunctionRange> functions(byte[] utf8) {
    reader.functions(utf8);
    return reader.ranges();
  }

  /** As {@link #scan}, of functions that have been read. */
  List<ItemMatch> matches(List<FunctionTree> functions) {
    Map<Integer, ItemMatch> best = new TreeMap<>();
    for (FunctionTree function : functions) {
      if (function.weight() >= index.settings().minWeight()) {
        compare(function, best);
      }
    }
    return List.copyOf(best.values());
  }

  private void compare(FunctionTree function, Map<Integer, ItemMatch> best) {
    int length = function.length();
    // The longer one has at most length + limit(longer) symbols, and the shorter one at least
    // length - limit(length).
    int first = index.firstOf(length - index.settings().limit(length));
    int end = index.firstOf((int) (length / index.settings().minMatch() + 1e-9) + 1);
    if (first >= end) {
      return;
    }
    count(function, first, end);
    for (int candidate = first; candidate < end; candidate++) {
      ItemTree item = index.trees().get(candidate);
      int longer = Math.max(length, item.tree().length());
      int limit = index.settings().limit(longer);
      if (shared[candidate] >= Math.max(1, TreeGrams.shared(longer, limit))) {
        verify(function, item, candidate, limit, best);
      }
    }
  }

  /** Counts the runs that the function shares with each tree in [first, end). */
  private void count(FunctionTree function, int first, int end) {
    Arrays.fill(shared, first, end, 0);
    for (long gram : TreeGrams.of(function.symbols())) {
      int[] posting = index.postings(gram);
      if (posting == null) {
        continue;
      }
      int at = Arrays.binarySearch(posting, first);
      for (int i = at < 0 ? -at - 1 : at; i < posting.length && posting[i] < end; i++) {
        shared[posting[i]]++;
      }
    }
  }

  private void verify(
      FunctionTree function, ItemTree item, int number, int limit, Map<Integer, ItemMatch> best) {
    FunctionTree tree = item.tree();
    boolean tells = Math.min(function.weight(), tree.weight()) >= index.settings().tellingWeight();
    int most = tells ? limit : function.details() == tree.details() ? 0 : -1;
    int edits = distance.within(function.symbols(), tree.symbols(), Math.max(0, most));
    if (edits > most) {
      return;
    }
    double rate = 1 - (double) edits / Math.max(function.length(), tree.length());
    ItemMatch earlier = best.get(number);
    if (earlier == null || rate > earlier.similarity()) {
      best.put(
          number,
          new ItemMatch(
              item.item(),
              ItemMatch.AST,
              Part.FUNCTION,
              rate,
              function.weight(),
              function.start(),
              function.end(),
              tree.start(),
              tree.end()));
    }
  }

  @Override
  public void close() {
    reader.close();
  }
}

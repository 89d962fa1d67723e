package io.hornbook.common.ast;

import io.hornbook.common.signal.SourceParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.treesitter.TSNode;
import org.treesitter.TSTree;
import org.treesitter.TSTreeCursor;

/**
 * The functions of texts in one language. Holds a parser with native memory: for one thread, to be
 * closed. A call into the parser's memory costs about as much as parsing five bytes, so the walk
 * goes where functions may be defined and no deeper.
 */
final class FunctionReader implements AutoCloseable {
  private final Grammar grammar;
  private final SourceParser parser;
  private final Grammar.Labels labels;
  private final ErasedTree erased;
  private final int maxTokens;

  private byte[] utf8 = {};
  private List<FunctionTree> functions = List.of();
  private List<FunctionRange> ranges = List.of();
  private int depth;

  /**
   * A reader.
   *
   * @param maxTokens a function of more tokens is not read; those within it are. The parser prints
   *     a tree by recursion, about 700 bytes of the thread's stack a level, and no tree is deeper
   *     than its text has tokens.
   */
  FunctionReader(Grammar grammar, long stepsPerKb, int maxTokens) {
    this.grammar = grammar;
    this.parser = new SourceParser(grammar.open(), stepsPerKb);
    this.labels = grammar.labels();
    this.erased = new ErasedTree(labels);
    this.maxTokens = maxTokens;
  }

  /** The functions of a text in valid UTF-8 that the parser finds no error in, by their start. */
  List<FunctionTree> functions(byte[] text) {
    functions = new ArrayList<>();
    ranges = new ArrayList<>();
    Optional<TSTree> parsed = parser.parse(text);
    if (parsed.isEmpty()) {
      return List.of();
    }
    utf8 = text;
    depth = 0;
    try (TSTree tree = parsed.get();
        TSTreeCursor cursor = new TSTreeCursor(tree.getRootNode())) {
      walk(cursor);
    }
    return functions;
  }

  /** Where the functions of the last text are, those included that were not read. */
  List<FunctionRange> ranges() {
    return List.copyOf(ranges);
  }

  private void walk(TSTreeCursor cursor) {
    boolean more = true;
    while (more) {
      if (visit(cursor.currentNode()) && cursor.gotoFirstChild()) {
        depth++;
      } else {
        more = next(cursor);
      }
    }
  }

  private boolean next(TSTreeCursor cursor) {
    while (!cursor.gotoNextSibling()) {
      if (depth == 0 || !cursor.gotoParent()) {
        return false;
      }
      depth--;
    }
    return true;
  }

  /** Reads a function and says whether others may be below the node. */
  private boolean visit(TSNode node) {
    int symbol = node.getSymbol();
    if (labels.isFunction(symbol)) {
      read(node);
      return true;
    }
    return depth == 0 || labels.isStructure(symbol);
  }

  private void read(TSNode node) {
    int start = node.getStartByte();
    int end = node.getEndByte();
    ranges.add(new FunctionRange(start, end));
    if (!hasAtMost(maxTokens, start, end) || node.hasError()) {
      return;
    }
    erased.read(node.toString());
    long details = Details.hash(utf8, start, end, grammar == Grammar.PYTHON);
    functions.add(new FunctionTree(erased.symbols(), erased.weight(), details, start, end));
  }

  /** Whether a stretch has at most so many words and marks. */
  private boolean hasAtMost(int most, int start, int end) {
    int tokens = 0;
    boolean inWord = false;
    for (int i = start; i < end && tokens <= most; i++) {
      byte b = utf8[i];
      boolean word = b < 0 || b == '_' || Character.isLetterOrDigit(b);
      tokens += word ? (inWord ? 0 : 1) : b > ' ' ? 1 : 0;
      inWord = word;
    }
    return tokens <= most;
  }

  @Override
  public void close() {
    parser.close();
  }
}

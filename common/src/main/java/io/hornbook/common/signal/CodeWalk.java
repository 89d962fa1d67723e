package io.hornbook.common.signal;

import io.hornbook.common.signal.CodeGrammar.Kind;
import io.hornbook.common.signal.CodeGrammar.Symbols;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.treesitter.TSNode;
import org.treesitter.TSTree;
import org.treesitter.TSTreeCursor;

/**
 * The walk over a tree of one of {@link CodeGrammar}'s languages that gathers all signals of the
 * parser at once. A call of the parser costs about as much as parsing five bytes, so the walk goes
 * into a node only where its bytes can hold what is looked for.
 */
final class CodeWalk {
  private final SourceText text;
  private final byte[] utf8;
  private final CodeGrammar grammar;
  private final Symbols symbols;
  private final boolean broken;
  private final CodeSuspects suspects;
  private final Commentary commentary;
  private final Complexity complexity = new Complexity();
  private final LineTally imports;
  private final DocumentedFunctions documented;
  private long errors;
  private long longestString;

  // By depth: what the node is.
  private Kind[] path = new Kind[64];
  private int depth;

  private CodeWalk(TSNode root, SourceText text, CodeGrammar grammar, Symbols symbols) {
    this.text = text;
    this.utf8 = text.utf8();
    this.grammar = grammar;
    this.symbols = symbols;
    this.broken = root.hasError();
    this.suspects = CodeSuspects.of(utf8, grammar);
    this.commentary = new Commentary(text);
    this.imports = new LineTally(utf8);
    this.documented = new DocumentedFunctions(utf8, grammar.documentation().isEmpty());
  }

  static void putInto(
      Signals.Builder signals, TSTree tree, SourceText text, CodeGrammar grammar, Symbols symbols) {
    TSNode root = tree.getRootNode();
    CodeWalk walk = new CodeWalk(root, text, grammar, symbols);
    try (TSTreeCursor cursor = new TSTreeCursor(root)) {
      walk.walk(cursor);
    }
    walk.putInto(signals);
  }

  private void putInto(Signals.Builder signals) {
    complexity.putInto(signals);
    commentary.putInto(signals);
    signals
        .share(Signal.PARSE_ERRORS_PER_KB, 1000 * errors, utf8.length)
        .put(Signal.PARSES, errors == 0)
        .share(Signal.DOCUMENTED_FUNCTION_SHARE, documented.functions(), complexity.functions())
        .share(Signal.IMPORT_LINE_SHARE, imports.lines(), LineTally.filled(utf8))
        .put(Signal.LONGEST_STRING, longestString);
  }

  private void walk(TSTreeCursor cursor) {
    boolean more = true;
    while (more) {
      boolean entered = visit(cursor.currentNode()) && cursor.gotoFirstChild();
      depth += entered ? 1 : 0;
      more = entered || cursor.gotoNextSibling() || leave(cursor);
    }
  }

  private boolean leave(TSTreeCursor cursor) {
    while (cursor.gotoParent()) {
      depth--;
      if (cursor.gotoNextSibling()) {
        return true;
      }
    }
    return false;
  }

  /** Gathers from a node and says whether to look below it. */
  private boolean visit(TSNode node) {
    Kind kind = symbols.kind(node.getSymbol());
    boolean inError = broken && node.hasError();
    if (kind == Kind.ERROR || (inError && node.isMissing())) {
      errors++;
    }
    if (kind == Kind.LEAF) {
      return false;
    }
    int start = node.getStartByte();
    int end = node.getEndByte();
    push(kind);
    gather(kind, start, end);
    return depth == 0 || inError || kind.isEntered() || mayMatterInside(kind, start, end);
  }

  private boolean mayMatterInside(Kind kind, int start, int end) {
    boolean mayHoldString =
        kind != Kind.STRING
            && kind != Kind.COMMENT
            && end - start > longestString
            && suspects.quoteIn(start, end);
    return mayHoldString || suspects.in(start, end);
  }

  private void push(Kind kind) {
    if (depth == path.length) {
      path = Arrays.copyOf(path, 2 * depth);
    }
    path[depth] = kind;
    complexity.at(depth);
  }

  private void gather(Kind kind, int start, int end) {
    if (kind == Kind.COMMENT) {
      addComment(start, end);
      return;
    }
    documented.at(kind, depth, start, end);
    switch (kind) {
      case FUNCTION -> addFunction();
      case BOUND -> addBound();
      case BRANCH -> complexity.addDecision();
      case CASE -> addCase(start);
      case IMPORT -> imports.add(start, end);
      case STRING -> addString(start, end);
      default -> {
        // The others are counted as errors, or not at all.
      }
    }
  }

  private void addFunction() {
    complexity.enterFunction(depth);
    long comment = documented.addFunction(depth);
    commentary.turnIntoDocstring(comment);
  }

  private void addBound() {
    if (depth > 0 && path[depth - 1] == Kind.BINDING) {
      addFunction();
    }
  }

  private void addCase(int start) {
    if (!startsWith("default", start)) {
      complexity.addDecision();
    }
  }

  private void addString(int start, int end) {
    boolean statement = depth > 0 && path[depth - 1] == Kind.WRAPPER;
    if (!statement && end - start > longestString) {
      longestString = Math.max(longestString, text.characters(start, end));
    }
  }

  private void addComment(int start, int end) {
    int last = end;
    while (last > start && (utf8[last - 1] == '\n' || utf8[last - 1] == '\r')) {
      last--;
    }
    if (isDocumentation(start, last)) {
      commentary.addDocstring(start, last);
      documented.comment(start, last, 0);
    } else {
      long characters = commentary.addComment(start, last);
      if (grammar.documentation().isEmpty()) {
        documented.comment(start, last, characters);
      }
    }
  }

  /** A comment with a mark of documentation, which four slashes or an empty comment are not. */
  private boolean isDocumentation(int start, int end) {
    boolean marked = grammar.documentation().stream().anyMatch(mark -> startsWith(mark, start));
    return marked && !startsWith("////", start) && !startsWith("/**/", start) && end - start > 3;
  }

  private boolean startsWith(String ascii, int at) {
    return at + ascii.length() <= utf8.length
        && new String(utf8, at, ascii.length(), StandardCharsets.US_ASCII).equals(ascii);
  }
}

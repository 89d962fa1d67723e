package io.hornbook.common.signal;

import io.hornbook.common.signal.CodeGrammar.Kind;
import io.hornbook.common.signal.CodeGrammar.Symbols;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.treesitter.TSInputEncoding;
import org.treesitter.TSNode;
import org.treesitter.TSParser;
import org.treesitter.TSTree;

/** The signals of the parser by their definitions: every node is visited, nothing is skipped. */
final class NaiveCode {
  private final CodeGrammar grammar;
  private final Symbols symbols;
  private final byte[] utf8;
  private final List<Node> nodes = new ArrayList<>();

  private NaiveCode(CodeGrammar grammar, byte[] utf8) {
    this.grammar = grammar;
    this.symbols = grammar.symbols();
    this.utf8 = utf8;
  }

  /** A node that is no token. */
  private record Node(Kind kind, Node parent, int start, int end, boolean missing) {}

  static Signals measure(CodeGrammar grammar, SourceText text) {
    NaiveCode code = new NaiveCode(grammar, text.utf8());
    try (TSParser parser = new TSParser();
        var language = grammar.open()) {
      parser.setLanguage(language);
      try (TSTree tree =
          parser.parseStringEncoding(null, text.string(), TSInputEncoding.TSInputEncodingUTF8)) {
        code.collect(tree.getRootNode(), null);
      }
    }
    return code.signals();
  }

  private void collect(TSNode node, Node parent) {
    Node own =
        new Node(
            symbols.kind(node.getSymbol()),
            parent,
            node.getStartByte(),
            node.getEndByte(),
            node.isMissing());
    nodes.add(own);
    for (int i = 0; i < node.getChildCount(); i++) {
      collect(node.getChild(i), own);
    }
  }

  private Signals signals() {
    Signals.Builder signals = new Signals.Builder();
    long errors = nodes.stream().filter(n -> n.kind == Kind.ERROR || n.missing).count();
    List<Node> functions = nodes.stream().filter(NaiveCode::isFunction).toList();
    signals
        .share(Signal.PARSE_ERRORS_PER_KB, 1000 * errors, utf8.length)
        .put(Signal.PARSES, errors == 0)
        .put(Signal.FUNCTION_COUNT, (long) functions.size())
        .share(
            Signal.MEAN_COMPLEXITY,
            functions.stream().mapToLong(this::complexity).sum(),
            functions.size())
        .share(
            Signal.DOCUMENTED_FUNCTION_SHARE,
            functions.stream().filter(f -> !documentation(f).isEmpty()).count(),
            functions.size())
        .put(Signal.LONGEST_STRING, longestString());
    functions.stream()
        .mapToLong(this::complexity)
        .max()
        .ifPresent(largest -> signals.put(Signal.LARGEST_COMPLEXITY, largest));
    putImports(signals);
    putComments(signals, functions);
    return signals.build();
  }

  private static boolean isFunction(Node node) {
    return node.kind == Kind.FUNCTION
        || (node.kind == Kind.BOUND && node.parent != null && node.parent.kind == Kind.BINDING);
  }

  private long complexity(Node function) {
    return 1 + nodes.stream().filter(n -> isDecision(n) && function.equals(innermost(n))).count();
  }

  private boolean isDecision(Node node) {
    return node.kind == Kind.BRANCH
        || (node.kind == Kind.CASE && !text(node.start, node.end).startsWith("default"));
  }

  private static Node innermost(Node node) {
    Node outer = node.parent;
    while (outer != null && !isFunction(outer)) {
      outer = outer.parent;
    }
    return outer;
  }

  private long longestString() {
    return nodes.stream()
        .filter(n -> n.kind == Kind.STRING)
        .filter(n -> n.parent == null || n.parent.kind != Kind.WRAPPER)
        .mapToLong(n -> characters(n.start, n.end))
        .max()
        .orElse(0);
  }

  private void putImports(Signals.Builder signals) {
    Set<Integer> lines = new HashSet<>();
    for (Node node : nodes) {
      for (int i = node.start; node.kind == Kind.IMPORT && i < node.end; i++) {
        lines.add(lineStart(i));
      }
    }
    Set<Integer> filled = new HashSet<>();
    for (int i = 0; i < utf8.length; i++) {
      if (utf8[i] < 0 || utf8[i] > ' ') {
        filled.add(lineStart(i));
      }
    }
    lines.retainAll(filled);
    signals.share(Signal.IMPORT_LINE_SHARE, lines.size(), filled.size());
  }

  private int lineStart(int at) {
    int start = at;
    while (start > 0 && utf8[start - 1] != '\n' && utf8[start - 1] != '\r') {
      start--;
    }
    return start;
  }

  private void putComments(Signals.Builder signals, List<Node> functions) {
    Set<Node> documentation = new HashSet<>();
    functions.forEach(function -> documentation.addAll(documentation(function)));
    long comments = 0;
    long docstrings = 0;
    for (Node node : nodes) {
      if (node.kind == Kind.COMMENT) {
        boolean doc = grammar == CodeGrammar.GO ? documentation.contains(node) : isMarked(node);
        long length = text(node.start, node.end).replaceAll("[\r\n]+$", "").codePoints().count();
        comments += doc ? 0 : length;
        docstrings += doc ? length : 0;
      }
    }
    long all = characters(0, utf8.length);
    signals
        .share(Signal.COMMENT_SHARE, comments, all)
        .share(Signal.DOCSTRING_SHARE, docstrings, all)
        .share(Signal.COMMENTARY_SHARE, comments + docstrings, all);
  }

  private boolean isMarked(Node comment) {
    String text = text(comment.start, comment.end).replaceAll("[\r\n]+$", "");
    return grammar.documentation().stream().anyMatch(text::startsWith)
        && !text.startsWith("////")
        && !text.startsWith("/**/")
        && text.length() > 3;
  }

  /** The comments directly before a function: in Go those of its run, elsewhere the last one. */
  private List<Node> documentation(Node function) {
    List<Node> found = new ArrayList<>();
    int before = outermost(function).start;
    boolean more = true;
    while (more) {
      int at = before;
      Node last =
          nodes.stream()
              .filter(n -> n.kind == Kind.COMMENT || n.kind == Kind.ATTRIBUTE)
              .filter(n -> n.end <= at && isGap(n.end, at))
              .reduce((a, b) -> b)
              .orElse(null);
      more = last != null && (last.kind == Kind.ATTRIBUTE || grammar == CodeGrammar.GO);
      if (last != null && last.kind == Kind.COMMENT && (more || isMarked(last))) {
        found.add(last);
      }
      before = last == null ? before : last.start;
    }
    return found;
  }

  /** A function, or what stands around it alone. */
  private static Node outermost(Node function) {
    Node node = function;
    while (node.parent != null
        && (node.parent.kind == Kind.WRAPPER || node.parent.kind == Kind.BINDING)) {
      node = node.parent;
    }
    return node;
  }

  private boolean isGap(int from, int to) {
    String gap = text(from, to);
    boolean parted = grammar == CodeGrammar.GO && gap.chars().filter(c -> c == '\n').count() > 1;
    return gap.chars().allMatch(c -> c <= ' ') && !parted;
  }

  private String text(int start, int end) {
    return new String(utf8, start, end - start, StandardCharsets.UTF_8);
  }

  private long characters(int start, int end) {
    return text(start, end).codePoints().count();
  }
}

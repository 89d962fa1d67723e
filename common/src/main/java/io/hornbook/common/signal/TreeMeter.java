package io.hornbook.common.signal;

import io.hornbook.common.signal.CodeGrammar.Symbols;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.treesitter.TSTree;
import org.treesitter.TreeSitterPython;

/**
 * The signals of the language's own parser: one parse for all of them. Holds a parser, with native
 * memory, for each language that it has met.
 */
final class TreeMeter implements AutoCloseable {
  private final long stepsPerKb;
  private final Map<CodeGrammar, Code> opened = new EnumMap<>(CodeGrammar.class);
  private SourceParser python;

  TreeMeter(long stepsPerKb) {
    this.stepsPerKb = stepsPerKb;
  }

  /** A parser, and what its numbers mean. */
  private record Code(SourceParser parser, Symbols symbols) {}

  void putInto(Signals.Builder signals, SourceText text, String language) {
    if ("python".equals(language)) {
      putPython(signals, text);
    } else {
      CodeGrammar.of(language).ifPresent(grammar -> putCode(signals, text, grammar));
    }
  }

  private void putPython(Signals.Builder signals, SourceText text) {
    if (python == null) {
      python = new SourceParser(new TreeSitterPython(), stepsPerKb);
    }
    Optional<TSTree> parsed = python.parse(text.utf8());
    parsed.ifPresent(
        tree -> {
          try (tree) {
            PythonWalk.over(tree, text).putInto(signals);
          }
        });
  }

  private void putCode(Signals.Builder signals, SourceText text, CodeGrammar grammar) {
    Code code =
        opened.computeIfAbsent(
            grammar, g -> new Code(new SourceParser(g.open(), stepsPerKb), g.symbols()));
    Optional<TSTree> parsed = code.parser().parse(text.utf8());
    parsed.ifPresent(
        tree -> {
          try (tree) {
            CodeWalk.putInto(signals, tree, text, grammar, code.symbols());
          }
        });
  }

  @Override
  public void close() {
    if (python != null) {
      python.close();
    }
    opened.values().forEach(code -> code.parser().close());
  }
}

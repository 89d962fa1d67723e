package io.hornbook.common.signal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.treesitter.TSLanguage;
import org.treesitter.TSSymbolType;
import org.treesitter.TreeSitterC;
import org.treesitter.TreeSitterCpp;
import org.treesitter.TreeSitterGo;
import org.treesitter.TreeSitterJava;
import org.treesitter.TreeSitterJavascript;
import org.treesitter.TreeSitterRust;
import org.treesitter.TreeSitterTsx;
import org.treesitter.TreeSitterTypescript;

/**
 * The languages whose trees {@link CodeWalk} reads, with what the nodes of their grammars are to
 * the signals: {@code grammars.tsv}. Python has a walk of its own.
 */
enum CodeGrammar {
  JAVA("java"),
  JAVASCRIPT("javascript"),
  TYPESCRIPT("typescript"),
  TSX("tsx"),
  C("c"),
  CPP("c++"),
  GO("go"),
  RUST("rust");

  /** What a node is to the signals. */
  enum Kind {
    /** A token: nothing below it matters. */
    LEAF,
    /** A node whose inside matters only if its bytes are suspect, or may hold a longer string. */
    OPAQUE,
    /** What holds statements or definitions: always entered. */
    STRUCTURE,
    COMMENT,
    /** The definition of a function under a name. */
    FUNCTION,
    /** A function without a name: one that is counted if a {@link #BINDING} gives it one. */
    BOUND,
    BINDING,
    /** A decision; always entered, since its body may be a statement without brackets. */
    BRANCH,
    /** A decision unless it is the default. */
    CASE,
    IMPORT,
    STRING,
    /** What stands around a definition, so that the comment before it documents the definition. */
    WRAPPER,
    /** What may stand between a comment and the definition that it documents. */
    ATTRIBUTE,
    /** Tree-sitter's own error node. */
    ERROR;

    boolean isEntered() {
      return switch (this) {
        case STRUCTURE, FUNCTION, BOUND, BRANCH, CASE, WRAPPER, ERROR -> true;
        default -> false;
      };
    }
  }

  /** The kinds of nodes, by the number that a node carries. */
  static final class Symbols {
    private final Kind[] kinds;

    private Symbols(Kind[] kinds) {
      this.kinds = kinds;
    }

    /** The kind of a node with this symbol; tree-sitter's error nodes lie outside the table. */
    Kind kind(int symbol) {
      return symbol >= 0 && symbol < kinds.length ? kinds[symbol] : Kind.ERROR;
    }
  }

  private final String language;

  CodeGrammar(String language) {
    this.language = language;
  }

  /** The grammar of a language, or nothing. */
  static Optional<CodeGrammar> of(String language) {
    return Arrays.stream(values()).filter(g -> g.language.equals(language)).findFirst();
  }

  /** The language's name, in lower case. */
  String language() {
    return language;
  }

  /** A grammar of one's own, to be closed. */
  TSLanguage open() {
    return switch (this) {
      case JAVA -> new TreeSitterJava();
      case JAVASCRIPT -> new TreeSitterJavascript();
      case TYPESCRIPT -> new TreeSitterTypescript();
      case TSX -> new TreeSitterTsx();
      case C -> new TreeSitterC();
      case CPP -> new TreeSitterCpp();
      case GO -> new TreeSitterGo();
      case RUST -> new TreeSitterRust();
    };
  }

  /** What a comment that documents begins with; empty where its place alone tells. */
  List<String> documentation() {
    return switch (this) {
      case JAVA, JAVASCRIPT, TYPESCRIPT, TSX -> List.of("/**");
      case C, CPP, RUST -> List.of("/**", "/*!", "///", "//!");
      case GO -> List.of();
    };
  }

  /** What the numbers that nodes carry are to the signals. */
  Symbols symbols() {
    Map<String, Kind> byName = byName();
    try (TSLanguage opened = open()) {
      Kind[] kinds = new Kind[opened.symbolCount()];
      for (int symbol = 0; symbol < kinds.length; symbol++) {
        boolean named = opened.symbolType(symbol) == TSSymbolType.TSSymbolTypeRegular;
        kinds[symbol] =
            named ? byName.getOrDefault(opened.symbolName(symbol), Kind.OPAQUE) : Kind.LEAF;
      }
      return new Symbols(kinds);
    }
  }

  private Map<String, Kind> byName() {
    Map<String, Kind> byName = new HashMap<>();
    for (String line : PathPatterns.lines("grammars.tsv")) {
      String[] fields = line.split("\t", -1);
      if (List.of(fields[0].split(" ", -1)).contains(language)) {
        for (String name : fields[2].split(" ", -1)) {
          byName.put(name, Kind.valueOf(fields[1]));
        }
      }
    }
    return byName;
  }
}

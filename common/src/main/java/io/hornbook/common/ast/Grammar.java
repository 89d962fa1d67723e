package io.hornbook.common.ast;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.treesitter.TSLanguage;
import org.treesitter.TSSymbolType;
import org.treesitter.TreeSitterC;
import org.treesitter.TreeSitterCpp;
import org.treesitter.TreeSitterGo;
import org.treesitter.TreeSitterJava;
import org.treesitter.TreeSitterJavascript;
import org.treesitter.TreeSitterPython;
import org.treesitter.TreeSitterRust;
import org.treesitter.TreeSitterTsx;
import org.treesitter.TreeSitterTypescript;

/** The languages whose functions are compared, and what the nodes of their grammars become. */
enum Grammar {
  PYTHON("python"),
  JAVA("java"),
  JAVASCRIPT("javascript"),
  TYPESCRIPT("typescript"),
  TSX("tsx"),
  C("c"),
  CPP("c++"),
  GO("go"),
  RUST("rust");

  /** The label of what is left out with all below it. */
  static final int PRUNED = 1;

  /** The label of what is left out, but for what is below it. */
  static final int TRANSPARENT = 2;

  static final int IDENTIFIER = 3;
  static final int LITERAL = 4;

  /** Transparent, and a literal directly below it is a docstring, or one in all but its place. */
  static final int STATEMENT = 5;

  /** From here on labels of nodes that are written down with what is below them. */
  static final int FIRST_INNER = 6;

  static final int TUPLE = 6;

  private static final Set<String> LITERALS =
      Set.of(
          "string",
          "concatenated_string",
          "template_string",
          "integer",
          "float",
          "number",
          "true",
          "false",
          "none",
          "null",
          "nil",
          "iota",
          "undefined",
          "ellipsis",
          "regex");
  private static final Set<String> STATEMENTS = Set.of("expression_statement");
  private static final Set<String> TUPLES =
      Set.of("expression_list", "pattern_list", "tuple", "tuple_pattern", "tuple_expression");
  private static final Set<String> WRAPPERS =
      Set.of(
          "module",
          "program",
          "source_file",
          "translation_unit",
          "parenthesized_expression",
          "argument_list",
          "arguments",
          "typed_parameter",
          "decorated_definition");
  private static final Set<String> FUNCTIONS =
      Set.of(
          "function_definition",
          "method_declaration",
          "constructor_declaration",
          "compact_constructor_declaration",
          "function_declaration",
          "generator_function_declaration",
          "method_definition",
          "function_item");

  /** Simple statements: no function that has a name is defined below them. */
  private static final Set<String> SIMPLE =
      Set.of(
          "expression_statement",
          "return_statement",
          "import_statement",
          "assert_statement",
          "import_from_statement",
          "raise_statement",
          "delete_statement",
          "global_statement",
          "pass_statement",
          "break_statement",
          "continue_statement",
          "import_declaration");

  private final String language;

  Grammar(String language) {
    this.language = language;
  }

  /** The grammar of a language, or nothing. */
  static Optional<Grammar> of(String language) {
    return Arrays.stream(values()).filter(g -> g.language.equals(language)).findFirst();
  }

  static List<String> languages() {
    return Arrays.stream(values()).map(g -> g.language).toList();
  }

  /** A grammar of one's own, to be closed. */
  TSLanguage open() {
    return switch (this) {
      case PYTHON -> new TreeSitterPython();
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

  /** What becomes of nodes. */
  static final class Labels {
    private final Map<String, Integer> byName = new HashMap<>();
    private final boolean[] functions;
    private final boolean[] structures;

    private Labels(TSLanguage language) {
      functions = new boolean[language.symbolCount()];
      structures = new boolean[functions.length];
      for (int symbol = 0; symbol < functions.length; symbol++) {
        if (language.symbolType(symbol) == TSSymbolType.TSSymbolTypeRegular) {
          String name = language.symbolName(symbol);
          functions[symbol] = FUNCTIONS.contains(name);
          structures[symbol] = Grammar.isStructure(name);
          byName.computeIfAbsent(name, key -> label(key, TUPLE + 1 + byName.size()));
        }
      }
    }

    /** The label of a node's name; nodes without one, such as errors, are transparent. */
    int of(String name) {
      return byName.getOrDefault(name, TRANSPARENT);
    }

    boolean isFunction(int symbol) {
      return symbol >= 0 && symbol < functions.length && functions[symbol];
    }

    /** Whether functions may be defined below a node; tree-sitter's errors are in no table. */
    boolean isStructure(int symbol) {
      return symbol < 0 || symbol >= structures.length || structures[symbol];
    }
  }

  /** The table of this grammar: equal names have equal labels. */
  Labels labels() {
    try (TSLanguage opened = open()) {
      return new Labels(opened);
    }
  }

  private static int label(String name, int own) {
    if (LITERALS.contains(name) || name.endsWith("_literal")) {
      return LITERAL;
    }
    if (name.endsWith("comment") || name.endsWith("type") || isAnnotation(name)) {
      return PRUNED;
    }
    if (name.endsWith("identifier") || name.equals("this") || name.equals("self")) {
      return IDENTIFIER;
    }
    if (STATEMENTS.contains(name)) {
      return STATEMENT;
    }
    if (TUPLES.contains(name)) {
      return TUPLE;
    }
    return WRAPPERS.contains(name) ? TRANSPARENT : own;
  }

  private static boolean isAnnotation(String name) {
    return name.endsWith("annotation") || name.equals("decorator") || name.equals("modifiers");
  }

  private static boolean isStructure(String name) {
    return !SIMPLE.contains(name)
        && (FUNCTIONS.contains(name)
            || WRAPPERS.contains(name)
            || List.of(
                    "_statement",
                    "_clause",
                    "_definition",
                    "_declaration",
                    "_item",
                    "_specifier",
                    "block",
                    "body",
                    "_list",
                    "_case",
                    "group")
                .stream()
                .anyMatch(name::endsWith));
  }
}

package io.hornbook.common.signal;

import java.util.Map;
import org.treesitter.TSLanguage;
import org.treesitter.TSSymbolType;
import org.treesitter.TreeSitterPython;

/** What the grammar's symbols are to the signals, by the number that a node carries. */
final class PythonSymbols {
  /** What a node is to the signals. */
  enum Kind {
    /** A token or a name: nothing below it matters. */
    LEAF,
    /** An expression or a simple statement, whose inside matters only if its bytes are suspect. */
    OPAQUE,
    /** What holds statements or clauses: always entered. */
    STRUCTURE,
    /** What holds statements and decides whether, or how often, they run. */
    DECISION,
    MODULE,
    BLOCK,
    FUNCTION,
    CLASS,
    EXCEPT,
    COMMENT,
    IMPORT,
    ASSERT,
    PASS,
    EXPRESSION,
    RAISE,
    PARAMETERS,
    LAMBDA_PARAMETERS,
    FOR_IN,
    INTEGER,
    STRING,
    /** Strings side by side. */
    STRINGS,
    STRING_START,
    /** A statement or an operator of Python 2. */
    PYTHON_TWO,
    /** Tree-sitter's own error node. */
    ERROR;

    boolean isEntered() {
      return switch (this) {
        case STRUCTURE, DECISION, MODULE, BLOCK, FUNCTION, CLASS, EXCEPT -> true;
        default -> false;
      };
    }
  }

  private static final Map<String, Kind> BY_NAME =
      Map.ofEntries(
          Map.entry("module", Kind.MODULE),
          Map.entry("decorated_definition", Kind.STRUCTURE),
          Map.entry("if_statement", Kind.DECISION),
          Map.entry("elif_clause", Kind.DECISION),
          Map.entry("else_clause", Kind.STRUCTURE),
          Map.entry("for_statement", Kind.DECISION),
          Map.entry("while_statement", Kind.DECISION),
          Map.entry("with_statement", Kind.STRUCTURE),
          Map.entry("try_statement", Kind.STRUCTURE),
          Map.entry("finally_clause", Kind.STRUCTURE),
          Map.entry("match_statement", Kind.STRUCTURE),
          Map.entry("case_clause", Kind.DECISION),
          Map.entry("except_clause", Kind.EXCEPT),
          Map.entry("block", Kind.BLOCK),
          Map.entry("function_definition", Kind.FUNCTION),
          Map.entry("class_definition", Kind.CLASS),
          Map.entry("comment", Kind.COMMENT),
          Map.entry("import_statement", Kind.IMPORT),
          Map.entry("import_from_statement", Kind.IMPORT),
          Map.entry("future_import_statement", Kind.IMPORT),
          Map.entry("assert_statement", Kind.ASSERT),
          Map.entry("pass_statement", Kind.PASS),
          Map.entry("expression_statement", Kind.EXPRESSION),
          Map.entry("raise_statement", Kind.RAISE),
          Map.entry("parameters", Kind.PARAMETERS),
          Map.entry("lambda_parameters", Kind.LAMBDA_PARAMETERS),
          Map.entry("for_in_clause", Kind.FOR_IN),
          Map.entry("if_clause", Kind.DECISION),
          Map.entry("conditional_expression", Kind.DECISION),
          Map.entry("integer", Kind.INTEGER),
          Map.entry("string", Kind.STRING),
          Map.entry("concatenated_string", Kind.STRINGS),
          Map.entry("string_start", Kind.STRING_START),
          Map.entry("print_statement", Kind.PYTHON_TWO),
          Map.entry("exec_statement", Kind.PYTHON_TWO),
          Map.entry("<>", Kind.PYTHON_TWO),
          Map.entry("identifier", Kind.LEAF));

  private static final Kind[] BY_NUMBER = byNumber();

  private PythonSymbols() {}

  /** The kind of a node with this symbol; tree-sitter's error nodes lie outside the table. */
  static Kind kind(int symbol) {
    return symbol >= 0 && symbol < BY_NUMBER.length ? BY_NUMBER[symbol] : Kind.ERROR;
  }

  private static Kind[] byNumber() {
    try (TSLanguage language = new TreeSitterPython()) {
      Kind[] kinds = new Kind[language.symbolCount()];
      for (int symbol = 0; symbol < kinds.length; symbol++) {
        boolean named = language.symbolType(symbol) == TSSymbolType.TSSymbolTypeRegular;
        kinds[symbol] =
            BY_NAME.getOrDefault(language.symbolName(symbol), named ? Kind.OPAQUE : Kind.LEAF);
      }
      return kinds;
    }
  }
}

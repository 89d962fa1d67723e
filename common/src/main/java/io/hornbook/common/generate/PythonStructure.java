package io.hornbook.common.generate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.treesitter.TSNode;
import org.treesitter.TSParser;
import org.treesitter.TSTree;
import org.treesitter.TSTreeCursor;
import org.treesitter.TreeSitterPython;

/**
 * What the rules look at in Python code.
 *
 * @param parses whether tree-sitter reads all of it
 * @param statements the kinds of the statements of the module, in order
 * @param functions the functions of the module, in order
 */
record PythonStructure(boolean parses, List<String> statements, List<Function> functions) {
  /**
   * A function of the module.
   *
   * @param docstring its text without the quotes; empty without one
   * @param work how many statements its body has beside the docstring, comments, {@code pass},
   *     {@code ...} and {@code raise NotImplementedError}
   * @param kinds the kinds of all nodes below its own
   */
  record Function(String name, String docstring, int work, Set<String> kinds) {}

  /** The structure of {@code code}. */
  static PythonStructure of(String code) {
    byte[] utf8 = code.getBytes(StandardCharsets.UTF_8);
    try (TreeSitterPython language = new TreeSitterPython();
        TSParser parser = new TSParser()) {
      parser.setLanguage(language);
      try (TSTree tree = parser.parseString(null, code)) {
        return of(tree.getRootNode(), utf8);
      }
    }
  }

  private static PythonStructure of(TSNode root, byte[] utf8) {
    List<String> statements = new ArrayList<>();
    List<Function> functions = new ArrayList<>();
    for (int i = 0; i < root.getNamedChildCount(); i++) {
      TSNode child = root.getNamedChild(i);
      if (!child.getType().equals("comment")) {
        statements.add(child.getType());
      }
      TSNode definition = undecorated(child);
      if (definition.getType().equals("function_definition")) {
        functions.add(function(definition, utf8));
      }
    }
    return new PythonStructure(!root.hasError(), statements, functions);
  }

  private static TSNode undecorated(TSNode node) {
    return node.getType().equals("decorated_definition")
        ? node.getChildByFieldName("definition")
        : node;
  }

  private static Function function(TSNode definition, byte[] utf8) {
    TSNode body = definition.getChildByFieldName("body");
    String docstring = "";
    int work = 0;
    for (int i = 0; !body.isNull() && i < body.getNamedChildCount(); i++) {
      TSNode statement = body.getNamedChild(i);
      Optional<String> text = i == 0 ? string(statement, utf8) : Optional.empty();
      docstring = text.orElse(docstring);
      work += text.isEmpty() && works(statement, utf8) ? 1 : 0;
    }
    String name = text(definition.getChildByFieldName("name"), utf8);
    return new Function(name, docstring, work, kinds(body));
  }

  private static Optional<String> string(TSNode statement, byte[] utf8) {
    boolean one =
        statement.getType().equals("expression_statement") && statement.getNamedChildCount() == 1;
    if (!one || !statement.getNamedChild(0).getType().equals("string")) {
      return Optional.empty();
    }
    String quoted = text(statement, utf8);
    return Optional.of(quoted.replaceAll("^[rRuU]?(\"\"\"|'''|\"|')|(\"\"\"|'''|\"|')$", ""));
  }

  private static boolean works(TSNode statement, byte[] utf8) {
    return switch (statement.getType()) {
      case "pass_statement", "comment" -> false;
      case "expression_statement" -> !text(statement, utf8).equals("...");
      case "raise_statement" -> !text(statement, utf8).contains("NotImplementedError");
      default -> true;
    };
  }

  private static Set<String> kinds(TSNode body) {
    Set<String> kinds = new HashSet<>();
    if (!body.isNull()) {
      try (TSTreeCursor cursor = new TSTreeCursor(body)) {
        boolean more = true;
        while (more) {
          kinds.add(cursor.currentNode().getType());
          more = cursor.gotoFirstChild() || cursor.gotoNextSibling() || leave(cursor);
        }
      }
    }
    return kinds;
  }

  private static boolean leave(TSTreeCursor cursor) {
    while (cursor.gotoParent()) {
      if (cursor.gotoNextSibling()) {
        return true;
      }
    }
    return false;
  }

  private static String text(TSNode node, byte[] utf8) {
    byte[] bytes = Arrays.copyOfRange(utf8, node.getStartByte(), node.getEndByte());
    return new String(bytes, StandardCharsets.UTF_8);
  }
}

package io.hornbook.common.signal;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.treesitter.TSNode;

/**
 * What tree-sitter's grammar, which takes Python 2 and 3 at once and checks no order, lets pass and
 * Python 3.12 rejects. Each method says whether one node holds such an error.
 */
final class PythonThree {
  private PythonThree() {}

  /** {@code except E, e:} */
  static boolean rejectsExcept(TSNode clause, byte[] utf8) {
    return holds(clause, utf8, ",") && hasChild(clause, ",");
  }

  /** {@code raise E, "message"} */
  static boolean rejectsRaise(TSNode statement, byte[] utf8) {
    return holds(statement, utf8, ",") && hasChild(statement, "expression_list");
  }

  /** {@code 0777}, {@code 10L} */
  static boolean rejectsInteger(byte[] utf8, int start, int end) {
    int last = utf8[end - 1];
    if (last == 'l' || last == 'L') {
      return true;
    }
    if (end - start < 2 || utf8[start] != '0' || !isDigit(utf8[start + 1])) {
      return false;
    }
    if (last == 'j' || last == 'J') {
      return false;
    }
    for (int i = start; i < end; i++) {
      if (utf8[i] != '0' && utf8[i] != '_') {
        return true;
      }
    }
    return false;
  }

  /** Backticks and {@code ur"…"}. */
  static boolean rejectsStringStart(byte[] utf8, int start, int end) {
    if (utf8[start] == '`') {
      return true;
    }
    String prefix = new String(utf8, start, end - start, StandardCharsets.US_ASCII);
    return prefix.toLowerCase(Locale.ROOT).startsWith("ur");
  }

  /** {@code def f(a, (b, c))} and {@code def f(a=1, b)}: the parameters with their brackets. */
  static boolean rejectsParameters(TSNode parameters, byte[] utf8) {
    return holds(parameters, utf8, "(=") && rejectsParameters(parameters);
  }

  /** {@code lambda (a, b): a} and {@code lambda a=1, b: a}: the parameters alone. */
  static boolean rejectsParameters(TSNode parameters) {
    boolean afterDefault = false;
    for (int i = 0; i < parameters.getNamedChildCount(); i++) {
      TSNode parameter = parameters.getNamedChild(i);
      switch (parameter.getType()) {
        case "tuple_pattern" -> {
          return true;
        }
        case "default_parameter" -> {
          if ("tuple_pattern".equals(parameter.getNamedChild(0).getType())) {
            return true;
          }
          afterDefault = true;
        }
        case "typed_default_parameter" -> afterDefault = true;
        case "identifier" -> {
          if (afterDefault) {
            return true;
          }
        }
        case "list_splat_pattern", "keyword_separator" -> {
          return false;
        }
        default -> {
          // The other parameters may stand anywhere.
        }
      }
    }
    return false;
  }

  /** {@code "\\x1"}: an escape that is cut short, in a string that is neither raw nor bytes. */
  static boolean rejectsEscapes(byte[] utf8, int start, int end) {
    int i = start;
    while (i < end && utf8[i] != '"' && utf8[i] != '\'') {
      if ("rRbBfF".indexOf(utf8[i]) >= 0) {
        return false;
      }
      i++;
    }
    for (; i + 1 < end; i++) {
      if (utf8[i] == '\\') {
        i++;
        if (isCutShort(utf8, i, end)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isCutShort(byte[] utf8, int at, int end) {
    int digits =
        switch (utf8[at]) {
          case 'x' -> 2;
          case 'u' -> 4;
          case 'U' -> 8;
          default -> 0;
        };
    boolean whole = utf8[at] != 'N' || (at + 1 < end && utf8[at + 1] == '{');
    for (int k = 1; whole && k <= digits; k++) {
      whole = at + k < end && Character.digit(utf8[at + k], 16) >= 0;
    }
    return !whole;
  }

  /** {@code [x for x in 1, 2]} */
  static boolean rejectsForIn(TSNode clause) {
    return hasChild(clause, ",");
  }

  /** Whether one of these bytes stands after the node's first. */
  private static boolean holds(TSNode node, byte[] utf8, String bytes) {
    int end = node.getEndByte();
    for (int i = node.getStartByte() + 1; i < end; i++) {
      if (bytes.indexOf(utf8[i]) >= 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasChild(TSNode node, String type) {
    for (int i = 0; i < node.getChildCount(); i++) {
      if (type.equals(node.getChild(i).getType())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDigit(byte b) {
    return (b >= '0' && b <= '9') || b == '_';
  }
}

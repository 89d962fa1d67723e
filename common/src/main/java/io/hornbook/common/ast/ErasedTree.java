package io.hornbook.common.ast;

import java.util.Arrays;

/**
 * Writes down the erased tree of a node from the parser's own printed form of it, such as {@code
 * (return_statement (binary_operator left: (identifier) right: (integer)))}: one call into the
 * parser's memory instead of four a node. Reuses its buffers: for one thread.
 */
final class ErasedTree {
  private final Grammar.Labels labels;
  private short[] symbols = new short[1024];
  private int size;
  private int weight;

  // By depth: the label of the node.
  private short[] path = new short[64];
  private int depth;

  ErasedTree(Grammar.Labels labels) {
    this.labels = labels;
  }

  short[] symbols() {
    return Arrays.copyOf(symbols, size);
  }

  /** Nodes, literals counted twice. */
  int weight() {
    return weight;
  }

  void read(String printed) {
    size = 0;
    weight = 0;
    depth = 0;
    int pruned = 0;
    int at = 0;
    while (at < printed.length()) {
      char c = printed.charAt(at);
      if (c == '(') {
        int end = endOfName(printed, at + 1);
        pruned += pruned > 0 || !open(printed.substring(at + 1, end)) ? 1 : 0;
        at = end;
      } else {
        if (c == ')' && pruned > 0) {
          pruned--;
        } else if (c == ')') {
          close();
        }
        at++;
      }
    }
  }

  private static int endOfName(String printed, int from) {
    int end = from;
    while (end < printed.length() && printed.charAt(end) != ' ' && printed.charAt(end) != ')') {
      end++;
    }
    return end;
  }

  /** Writes a node down; false if it and all below it is left out. */
  private boolean open(String name) {
    int label = labels.of(name);
    boolean documents =
        label == Grammar.LITERAL && depth > 0 && path[depth - 1] == Grammar.STATEMENT;
    if (label == Grammar.PRUNED || documents) {
      return false;
    }
    if (label == Grammar.LITERAL || label == Grammar.IDENTIFIER) {
      append(label);
      weight += label == Grammar.LITERAL ? 2 : 1;
      // Nothing below a name or a literal counts.
      return false;
    }
    if (depth == path.length) {
      path = Arrays.copyOf(path, 2 * depth);
    }
    path[depth++] = (short) label;
    if (label >= Grammar.FIRST_INNER) {
      append(label);
      weight++;
    }
    return true;
  }

  private void close() {
    depth--;
    if (path[depth] >= Grammar.FIRST_INNER) {
      append(FunctionTree.CLOSE);
    }
  }

  private void append(int symbol) {
    if (size == symbols.length) {
      symbols = Arrays.copyOf(symbols, 2 * size);
    }
    symbols[size++] = (short) symbol;
  }
}

package io.hornbook.common.signal;

import io.hornbook.common.signal.PythonSymbols.Kind;
import java.util.Arrays;
import org.treesitter.TSNode;
import org.treesitter.TSTree;
import org.treesitter.TSTreeCursor;

/**
 * One walk over a tree of Python, which gathers what every signal of the parser needs. A call into
 * the parser's memory for each node costs more than the parse itself, so the walk goes down the
 * statements, and into an expression only where its bytes are suspect or the parser found an error.
 */
final class PythonWalk {
  /** A block whose first statement has not been seen. */
  private static final long NO_COLUMN = -2;

  private final byte[] utf8;
  private final boolean broken;
  private final PythonSuspects suspects;
  private final PythonCounts counts;

  // By depth: what the node is, and for a block the column of its statements.
  private Kind[] kinds = new Kind[64];
  private long[] columns = new long[64];
  private boolean[] mayBeDocumented = new boolean[64];
  private int depth;

  private PythonWalk(SourceText text, boolean broken) {
    this.utf8 = text.utf8();
    this.broken = broken;
    this.suspects = PythonSuspects.of(utf8);
    this.counts = new PythonCounts(text);
  }

  static PythonCounts over(TSTree tree, SourceText text) {
    TSNode root = tree.getRootNode();
    PythonWalk walk = new PythonWalk(text, root.hasError());
    try (TSTreeCursor cursor = new TSTreeCursor(root)) {
      walk.walk(cursor);
    }
    return walk.counts;
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
    Kind kind = PythonSymbols.kind(node.getSymbol());
    boolean inError = broken && node.hasError();
    if (inError && node.isMissing()) {
      counts.addError();
    }
    if (kind == Kind.LEAF) {
      return inError;
    }
    int start = node.getStartByte();
    int end = node.getEndByte();
    if (depth > 0 && holdsStatements(kinds[depth - 1])) {
      visitStatement(kind, node, start);
    }
    push(kind);
    gather(kind, start, end);
    if (isRejected(kind, node, start, end)) {
      counts.addError();
    }
    return inError || kind.isEntered() || mayMatterInside(kind, start, end);
  }

  private void gather(Kind kind, int start, int end) {
    boolean statement = depth > 0 && kinds[depth - 1] == Kind.EXPRESSION;
    if (kind == Kind.FUNCTION) {
      counts.complexity().enterFunction(depth);
    } else if (kind == Kind.STRING && !statement) {
      counts.addString(start, end);
    }
    counts.gather(kind, start, end);
  }

  private boolean mayMatterInside(Kind kind, int start, int end) {
    boolean mayHoldString =
        kind != Kind.STRING
            && kind != Kind.COMMENT
            && counts.mayHoldLongest(start, end)
            && suspects.quoteIn(start, end);
    return mayHoldString || suspects.in(start, end);
  }

  private static boolean holdsStatements(Kind kind) {
    return kind == Kind.BLOCK || kind == Kind.MODULE;
  }

  private void push(Kind kind) {
    if (depth == kinds.length) {
      kinds = Arrays.copyOf(kinds, 2 * depth);
      columns = Arrays.copyOf(columns, 2 * depth);
      mayBeDocumented = Arrays.copyOf(mayBeDocumented, 2 * depth);
    }
    kinds[depth] = kind;
    counts.complexity().at(depth);
    columns[depth] = kind == Kind.MODULE ? 0 : NO_COLUMN;
    mayBeDocumented[depth] =
        depth == 0
            ? kind == Kind.MODULE
            : kind == Kind.BLOCK
                && (kinds[depth - 1] == Kind.FUNCTION || kinds[depth - 1] == Kind.CLASS);
  }

  /** Compares a statement's column with its block's, and looks for a docstring in the first one. */
  private void visitStatement(Kind kind, TSNode node, int start) {
    if (kind == Kind.COMMENT) {
      return;
    }
    int block = depth - 1;
    long column = PythonIndentation.column(utf8, start);
    if (column != PythonIndentation.INSIDE_A_LINE) {
      columns[block] = columns[block] == NO_COLUMN ? column : columns[block];
      if (column != columns[block]) {
        counts.addError();
      }
    }
    if (mayBeDocumented[block]) {
      mayBeDocumented[block] = false;
      if (kind == Kind.EXPRESSION) {
        addDocstring(node, block > 0 && kinds[block - 1] == Kind.FUNCTION);
      }
    }
  }

  private void addDocstring(TSNode statement, boolean ofFunction) {
    if (statement.getNamedChildCount() == 1) {
      TSNode expression = statement.getNamedChild(0);
      Kind kind = PythonSymbols.kind(expression.getSymbol());
      if (kind == Kind.STRING || kind == Kind.STRINGS) {
        counts.addDocstring(expression.getStartByte(), expression.getEndByte(), ofFunction);
      }
    }
  }

  private boolean isRejected(Kind kind, TSNode node, int start, int end) {
    return switch (kind) {
      case ERROR, PYTHON_TWO -> true;
      case BLOCK -> start == end;
      case EXCEPT -> PythonThree.rejectsExcept(node, utf8);
      case RAISE -> PythonThree.rejectsRaise(node, utf8);
      case INTEGER -> PythonThree.rejectsInteger(utf8, start, end);
      case STRING -> PythonThree.rejectsEscapes(utf8, start, end);
      case STRING_START -> PythonThree.rejectsStringStart(utf8, start, end);
      case PARAMETERS -> PythonThree.rejectsParameters(node, utf8);
      case LAMBDA_PARAMETERS -> PythonThree.rejectsParameters(node);
      case FOR_IN -> PythonThree.rejectsForIn(node);
      default -> false;
    };
  }
}

package io.hornbook.common.signal;

import io.hornbook.common.signal.CodeGrammar.Kind;
import java.util.Arrays;

/**
 * Which functions a comment documents: one that ends directly before the function, or before what
 * stands around it, with nothing but white space and attributes between.
 */
final class DocumentedFunctions {
  private final byte[] utf8;

  /** Whether a blank line parts a comment from what follows it, so that it documents nothing. */
  private final boolean byPlace;

  // By depth: whether a comment documents the node there, and whether its children share it.
  private boolean[] nodes = new boolean[64];
  private boolean[] shared = new boolean[64];

  // The node that the last comment documents begins from the comment's end to the next byte that is
  // no white space: before that byte where its first token is missing.
  private int documentsFrom = -1;
  private int documentsTo = -1;

  private long characters;
  private long functions;

  DocumentedFunctions(byte[] utf8, boolean byPlace) {
    this.utf8 = utf8;
    this.byPlace = byPlace;
  }

  /** A comment that may document what follows, and the characters that would be its. */
  void comment(int start, int end, long length) {
    characters = isDocumented(start) ? characters + length : length;
    documentNext(end);
  }

  /** The walk is at a node that is no comment. */
  void at(Kind kind, int depth, int start, int end) {
    if (depth == nodes.length) {
      nodes = Arrays.copyOf(nodes, 2 * depth);
      shared = Arrays.copyOf(shared, 2 * depth);
    }
    if (kind == Kind.ATTRIBUTE && isDocumented(start)) {
      documentNext(end);
    }
    nodes[depth] = isDocumented(start) || (depth > 0 && shared[depth - 1] && nodes[depth - 1]);
    shared[depth] = kind == Kind.WRAPPER || kind == Kind.BINDING;
  }

  /** Counts a function at this depth, and gives the characters of the comment that documents it. */
  long addFunction(int depth) {
    if (!nodes[depth]) {
      return 0;
    }
    functions++;
    long its = characters;
    characters = 0;
    return its;
  }

  long functions() {
    return functions;
  }

  private boolean isDocumented(int start) {
    return documentsFrom <= start && start <= documentsTo;
  }

  private void documentNext(int end) {
    int i = end;
    int lineEnds = 0;
    while (i < utf8.length && utf8[i] >= 0 && utf8[i] <= ' ') {
      lineEnds += utf8[i] == '\n' ? 1 : 0;
      if (byPlace && lineEnds > 1) {
        break;
      }
      i++;
    }
    documentsFrom = end;
    documentsTo = i;
  }
}

package io.hornbook.common.ast;

import java.io.Serializable;

/**
 * A function's erased syntax tree, written down in a row: the label of each node, and {@link
 * #CLOSE} where a node that has something below it ends.
 *
 * @param symbols the labels; not copied, and never written
 * @param weight how many nodes it has, literals counted twice
 * @param details the {@linkplain Details hash} of what the tree does not say
 * @param start the byte offset of its first byte in its text
 * @param end the byte offset after its last byte
 */
// Trees are never compared with each other by equals, and nothing outside sees the array.
@SuppressWarnings("ArrayRecordComponent")
record FunctionTree(short[] symbols, int weight, long details, int start, int end)
    implements Serializable {
  static final short CLOSE = 0;

  int length() {
    return symbols.length;
  }
}

package io.hornbook.common.ast;

/**
 * Where a function stands in a text.
 *
 * @param start the byte offset of its first byte
 * @param end the byte offset after its last byte
 */
public record FunctionRange(int start, int end) {
  /** The same function in a text that begins so many bytes earlier. */
  public FunctionRange movedBy(int bytes) {
    return new FunctionRange(start + bytes, end + bytes);
  }
}

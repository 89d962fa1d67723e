package io.hornbook.common.token;

/** The tokens of one document, in the order of its text. */
public final class Tokens {
  private final long[] hashes;
  private final int[] starts;
  private final int[] ends;

  /** The arrays of bounds may be longer than that of hashes; they are not copied. */
  Tokens(long[] hashes, int[] starts, int[] ends) {
    this.hashes = hashes;
    this.starts = starts;
    this.ends = ends;
  }

  /** How many tokens there are. */
  public int count() {
    return hashes.length;
  }

  /** The 64-bit hash of a token, blind to the case of ASCII letters. */
  public long hash(int index) {
    return hashes[index];
  }

  /** The byte offset of a token's first byte. */
  public int start(int index) {
    return starts[checked(index)];
  }

  /** The byte offset after a token's last byte. */
  public int end(int index) {
    return ends[checked(index)];
  }

  private int checked(int index) {
    if (index >= hashes.length) {
      throw new IndexOutOfBoundsException(index);
    }
    return index;
  }
}

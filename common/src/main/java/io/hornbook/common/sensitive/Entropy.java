package io.hornbook.common.sensitive;

/** How evenly characters are spread: what tells a random key from a word. */
final class Entropy {
  private static final int BYTES = 256;

  private Entropy() {}

  /**
   * Shannon's entropy of the characters of a part, in bits a character: 0 where all are the same,
   * up to 4 for hexadecimal digits and 6 for base64.
   *
   * @param latin1 characters below 256
   */
  static double bitsACharacter(String latin1, int start, int end) {
    int[] counts = new int[BYTES];
    for (int i = start; i < end; i++) {
      counts[latin1.charAt(i)]++;
    }
    double length = end - start;
    double bits = 0;
    for (int count : counts) {
      bits -= count == 0 ? 0 : count / length * Math.log(count / length) / Math.log(2);
    }
    return bits;
  }
}

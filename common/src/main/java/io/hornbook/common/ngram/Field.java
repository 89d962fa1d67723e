package io.hornbook.common.ngram;

import java.io.Serializable;

/**
 * One part of one item, ready to be compared. Arrays are not copied, and never written.
 *
 * @param item the item's number in the index
 * @param part which part of it
 * @param code whether it is compared as code (punctuation, no comments) or as prose
 * @param words the hashes of all its words, comments included
 * @param starts the byte offset of each of them in the item's text
 * @param ends the byte offset after each of them
 * @param ngrams how many different n-grams it has
 * @param exact what is compared exactly, or null when the part says too little alone
 */
// Fields are never compared with each other, and nothing outside this package sees their arrays.
@SuppressWarnings("ArrayRecordComponent")
record Field(
    int item,
    Part part,
    boolean code,
    long[] words,
    int[] starts,
    int[] ends,
    int ngrams,
    Exact exact)
    implements Serializable {

  /**
   * The normalised part.
   *
   * @param words the hashes of its words; those of code are without comments
   * @param characters code without white space and comments, in lower case, from its first word on;
   *     empty for prose
   * @param start the byte offset of its first word in the item's text
   * @param end the byte offset after its last character
   */
  record Exact(long[] words, byte[] characters, int start, int end) implements Serializable {}

  int count() {
    return words.length;
  }
}

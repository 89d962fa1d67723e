package io.hornbook.common.ngram;

import java.util.List;

/**
 * What one document has of the items, before it is known which n-grams are idioms.
 *
 * @param exact at most one exact match an item, in the order of the items
 * @param ngrams every part of which the document has the least recorded share
 * @param unexplained the numbers of the n-grams that the document has although it covers none of
 *     the items that they come from: what documents have in common with items that they don't hold;
 *     not copied, and never written
 */
// Never compared with each other by equals.
@SuppressWarnings("ArrayRecordComponent")
public record Findings(List<ItemMatch> exact, List<FieldMatch> ngrams, int[] unexplained) {
  /** The document that has nothing. */
  static final Findings NONE = new Findings(List.of(), List.of(), new int[0]);

  public Findings {
    exact = List.copyOf(exact);
    ngrams = List.copyOf(ngrams);
  }
}

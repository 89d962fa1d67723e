package io.hornbook.common.ngram;

import java.util.BitSet;

/** How much of one field one document has. */
final class Coverage {
  private final Field field;
  private final int n;
  private final BitSet covered = new BitSet();
  private int runEnd;
  private int bestPosition;
  private int bestFieldPosition;
  private int bestWords;

  Coverage(Field field, int n) {
    this.field = field;
    this.n = n;
  }

  Field field() {
    return field;
  }

  /** Notes a common n-gram; positions of the document never descend from call to call. */
  void cover(WordStream document, int position, int fieldPosition) {
    covered.set(fieldPosition);
    if (position < runEnd) {
      return;
    }
    int words = n;
    while (position + words < document.count()
        && fieldPosition + words < field.count()
        && document.hash(position + words) == field.words()[fieldPosition + words]) {
      words++;
    }
    runEnd = position + words - n + 1;
    if (words > bestWords) {
      bestWords = words;
      bestPosition = position;
      bestFieldPosition = fieldPosition;
    }
  }

  /** The covered share of the field's distinct n-grams. */
  double similarity() {
    return (double) covered.cardinality() / field.ngrams();
  }

  /** What was found, with similarity as covered. */
  FieldMatch match(int number, NgramIndex index, WordStream document) {
    ItemMatch match =
        new ItemMatch(
            index.item(field.item()),
            ItemMatch.NGRAM,
            field.part(),
            similarity(),
            bestWords,
            document.start(bestPosition),
            document.end(bestPosition + bestWords - 1),
            field.starts()[bestFieldPosition],
            field.ends()[bestFieldPosition + bestWords - 1]);
    return new FieldMatch(match, number, covered.stream().toArray());
  }
}

package io.hornbook.common.ngram;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where whole fields may be in a text: each field is looked up by one n-gram of its own, the rarest
 * among all fields (many prompts start with the same words), of the longest length in 4, 2 and 1
 * that it has.
 */
final class Anchors implements Serializable {
  private static final int MAX_WORDS = 4;

  private final List<GramTable> tables;

  private Anchors(List<GramTable> tables) {
    this.tables = tables;
  }

  /** The anchors of the fields that are matched exactly, either those of code or those of prose. */
  static Anchors of(List<Field> fields, boolean code) {
    Map<Integer, Postings> all = new TreeMap<>();
    forEach(fields, code, (n, field) -> addAll(fields.get(field), field, postings(all, n), n));
    Map<Integer, GramTable> frequencies = new TreeMap<>();
    all.forEach((n, postings) -> frequencies.put(n, postings.table(n)));
    Map<Integer, Postings> chosen = new TreeMap<>();
    forEach(
        fields,
        code,
        (n, field) ->
            addRarest(fields.get(field), field, postings(chosen, n), n, frequencies.get(n)));
    return new Anchors(
        chosen.entrySet().stream().map(e -> e.getValue().table(e.getKey())).toList());
  }

  /** Tells where a field's anchor is; {@code fieldPosition} is where it is in the field. */
  void scan(WordStream words, GramTable.Hits hits) {
    for (GramTable table : tables) {
      table.scan(words, hits);
    }
  }

  private interface Visitor {
    void visit(int n, int field);
  }

  private static void forEach(List<Field> fields, boolean code, Visitor visitor) {
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      if (field.code() == code && field.exact() != null) {
        visitor.visit(anchorWords(field.exact().words().length), i);
      }
    }
  }

  private static Postings postings(Map<Integer, Postings> postings, int n) {
    return postings.computeIfAbsent(n, key -> new Postings());
  }

  private static int anchorWords(int words) {
    return Math.min(MAX_WORDS, Integer.highestOneBit(words));
  }

  private static void addAll(Field field, int number, Postings postings, int n) {
    long[] prefixes = WordStream.prefixes(field.exact().words());
    for (int i = 0; i + n < prefixes.length; i++) {
      postings.add(gram(prefixes, i, n), number, i);
    }
  }

  private static void addRarest(
      Field field, int number, Postings postings, int n, GramTable frequencies) {
    long[] prefixes = WordStream.prefixes(field.exact().words());
    int rarest = 0;
    for (int i = 1; i + n < prefixes.length; i++) {
      if (frequencies.places(gram(prefixes, i, n))
          < frequencies.places(gram(prefixes, rarest, n))) {
        rarest = i;
      }
    }
    postings.add(gram(prefixes, rarest, n), number, rarest);
  }

  private static long gram(long[] prefixes, int from, int n) {
    return WordStream.gram(prefixes, from, n, WordStream.power(n));
  }
}

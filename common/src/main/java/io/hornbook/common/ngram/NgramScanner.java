package io.hornbook.common.ngram;

import io.hornbook.common.token.Tokenizer;
import io.hornbook.common.token.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Scans documents against an index, reusing its buffers: for one thread. */
public final class NgramScanner {
  private final NgramIndex index;
  private final WordStream words = new WordStream();
  private final WordStream codeWords = new WordStream();
  private final Map<Integer, Coverage> coverageByField = new TreeMap<>();
  private final Map<Integer, ItemMatch> exactByItem = new TreeMap<>();
  private byte[] text = {};

  NgramScanner(NgramIndex index) {
    this.index = index;
  }

  /**
   * The items that a document holds: at most one overlap an item and method, in the order of the
   * items, the exact one first. Documents of any bytes are scanned, whether they are UTF-8 or not.
   */
  public List<ItemMatch> scan(byte[] utf8) {
    Tokens tokens = Tokenizer.words().tokenize(utf8);
    return scan(utf8, tokens);
  }

  /** As {@link #scan(byte[])}, for a document that {@link Tokenizer#words()} has cut already. */
  public List<ItemMatch> scan(byte[] utf8, Tokens tokens) {
    text = utf8;
    coverageByField.clear();
    exactByItem.clear();
    words.fill(tokens);
    codeWords.fillWithoutComments(tokens, utf8);
    index.grams().scan(words, this::cover);
    index.prose().scan(words, (position, field, at) -> matchWords(position - at, field));
    index.code().scan(codeWords, (position, field, at) -> matchCode(position - at, field));
    return overlaps();
  }

  private void cover(int position, int field, int fieldPosition) {
    coverageByField
        .computeIfAbsent(field, key -> new Coverage(index.field(key), index.settings().ngram()))
        .cover(words, position, fieldPosition);
  }

  private void matchWords(int from, int number) {
    Field field = index.field(number);
    long[] expected = field.exact().words();
    if (words.matches(from, expected)) {
      addExact(field, words.start(from), words.end(from + expected.length - 1));
    }
  }

  private void matchCode(int from, int number) {
    Field field = index.field(number);
    if (!codeWords.matches(from, field.exact().words())) {
      return;
    }
    int start = codeWords.start(from);
    int end = endOfCode(start, field.exact().characters());
    if (end >= 0) {
      addExact(field, start, end);
    }
  }

  /** Where the text's characters from {@code start} on have all been those given, or -1. */
  private int endOfCode(int start, byte[] characters) {
    int position = start;
    for (byte character : characters) {
      position = Comments.skip(text, position);
      if (position == text.length || lowerCase(text[position]) != character) {
        return -1;
      }
      position++;
    }
    return position;
  }

  private void addExact(Field field, int start, int end) {
    Field.Exact exact = field.exact();
    ItemMatch found =
        new ItemMatch(
            index.item(field.item()),
            ItemMatch.EXACT,
            field.part(),
            1.0,
            exact.words().length,
            start,
            end,
            exact.start(),
            exact.end());
    exactByItem.merge(field.item(), found, NgramScanner::better);
  }

  private List<ItemMatch> overlaps() {
    if (coverageByField.isEmpty() && exactByItem.isEmpty()) {
      return List.of();
    }
    Map<Integer, ItemMatch> ngramByItem = new TreeMap<>();
    coverageByField.values().stream()
        .filter(coverage -> coverage.similarity() >= index.settings().minSimilarity())
        .forEach(
            coverage -> {
              int item = coverage.field().item();
              ngramByItem.merge(item, coverage.overlap(index, words), NgramScanner::better);
            });
    List<ItemMatch> overlaps = new ArrayList<>();
    Set<Integer> found = new TreeSet<>(exactByItem.keySet());
    found.addAll(ngramByItem.keySet());
    for (int item : found) {
      Stream.of(exactByItem, ngramByItem)
          .filter(byItem -> byItem.containsKey(item))
          .forEach(byItem -> overlaps.add(byItem.get(item)));
    }
    return overlaps;
  }

  /** The higher similarity, then the longer run, then the earlier part, then the earlier place. */
  private static ItemMatch better(ItemMatch a, ItemMatch b) {
    int order = Double.compare(b.similarity(), a.similarity());
    order = order != 0 ? order : Integer.compare(b.words(), a.words());
    order = order != 0 ? order : a.part().compareTo(b.part());
    order = order != 0 ? order : Integer.compare(a.documentStart(), b.documentStart());
    return order <= 0 ? a : b;
  }

  static byte lowerCase(byte value) {
    return value >= 'A' && value <= 'Z' ? (byte) (value + 0x20) : value;
  }
}

package io.hornbook.common.ngram;

import io.hornbook.common.benchmark.BenchmarkItem;
import io.hornbook.common.token.Tokenizer;
import io.hornbook.common.token.Tokens;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Scans documents against an index, reusing its buffers: for one thread. */
public final class NgramScanner {
  /**
   * The share of a part from which on a document holds its item, whatever its n-grams are: what so
   * many documents have in common that hold the item is the item, and no idiom.
   */
  private static final double COVERED = 0.8;

  private final NgramIndex index;
  private final WordStream words = new WordStream();
  private final WordStream codeWords = new WordStream();
  private final Map<Integer, Coverage> coverageByField = new TreeMap<>();
  private final Map<Integer, ItemMatch> exactByItem = new TreeMap<>();

  /** The numbers of the n-grams that the document has. */
  private final BitSet present = new BitSet();

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
    return index.matches(find(utf8, tokens, Set.of()), new BitSet());
  }

  /**
   * What a document has of the items, for {@link NgramIndex#matches}.
   *
   * @param held the items that the document is known to hold by other methods
   */
  public Findings find(byte[] utf8, Set<BenchmarkItem> held) {
    return find(utf8, Tokenizer.words().tokenize(utf8), held);
  }

  private Findings find(byte[] utf8, Tokens tokens, Set<BenchmarkItem> held) {
    text = utf8;
    coverageByField.clear();
    present.clear();
    exactByItem.clear();
    words.fill(tokens);
    codeWords.fillWithoutComments(tokens, utf8);
    index.grams().scan(words, this::cover);
    index.prose().scan(words, (position, field, at) -> matchWords(position - at, field));
    index.code().scan(codeWords, (position, field, at) -> matchCode(position - at, field));
    return findings(held);
  }

  private void cover(int position, int field, int fieldPosition) {
    present.set(index.ordinal(field, fieldPosition));
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

  private Findings findings(Set<BenchmarkItem> held) {
    if (coverageByField.isEmpty() && exactByItem.isEmpty()) {
      return Findings.NONE;
    }
    List<FieldMatch> ngrams = new ArrayList<>();
    Set<Integer> covered = new HashSet<>(exactByItem.keySet());
    coverageByField.forEach(
        (number, coverage) -> {
          if (coverage.similarity() >= index.settings().minSimilarity()) {
            ngrams.add(coverage.match(number, index, words));
          }
          BenchmarkItem item = index.item(coverage.field().item());
          if (coverage.similarity() >= COVERED || held.contains(item)) {
            covered.add(coverage.field().item());
          }
        });
    return new Findings(List.copyOf(exactByItem.values()), ngrams, unexplained(covered));
  }

  /** The n-grams that no item has which the document covers. */
  private int[] unexplained(Set<Integer> covered) {
    return present.stream()
        .filter(
            gram -> {
              boolean[] explained = {false};
              index
                  .grams()
                  .forEachField(
                      gram, field -> explained[0] |= covered.contains(index.field(field).item()));
              return !explained[0];
            })
        .toArray();
  }

  /** The higher similarity, then the longer run, then the earlier part, then the earlier place. */
  static ItemMatch better(ItemMatch a, ItemMatch b) {
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

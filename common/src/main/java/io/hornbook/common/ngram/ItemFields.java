package io.hornbook.common.ngram;

import io.hornbook.common.benchmark.BenchmarkItem;
import io.hornbook.common.benchmark.PromptParts;
import io.hornbook.common.token.Tokenizer;
import io.hornbook.common.token.Tokens;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Cuts one item into the fields that are searched for; the package description says which. */
final class ItemFields {
  private final SearchSettings settings;
  private final int number;
  private final byte[] text;
  private final Tokens tokens;
  private final BitSet comments;
  private final List<Field> fields = new ArrayList<>();

  /** A stretch of the item's text, in bytes. */
  private record Range(int start, int end) {}

  private ItemFields(SearchSettings settings, int number, byte[] text) {
    this.settings = settings;
    this.number = number;
    this.text = text;
    this.comments = comments(text);
    this.tokens = Tokenizer.words().tokenize(text);
  }

  /**
   * The fields of an item, in the order of {@link Part}; each has an n-gram or is matched exactly.
   */
  static List<Field> of(BenchmarkItem item, int number, SearchSettings settings) {
    byte[] text = item.text().getBytes(StandardCharsets.UTF_8);
    ItemFields parts = new ItemFields(settings, number, text);
    parts.addAll(item);
    return parts.fields;
  }

  private void addAll(BenchmarkItem item) {
    int promptEnd = length(item.prompt());
    int solutionStart = length(item.textBeforeSolution());
    int solutionEnd = solutionStart + length(item.solution());
    int testsStart = length(item.textBeforeTests());
    Optional<PromptParts> code = PromptParts.of(item.prompt(), item.entryPoint());
    Range prompt = new Range(0, promptEnd);
    Range solution = new Range(solutionStart, solutionEnd);
    boolean defines = PromptParts.of(item.solution(), "").isPresent();
    int few = settings.minExactWords();
    int many = Math.max(few, settings.ngram());
    if (code.isPresent()) {
      add(Part.PROBLEM, true, few, new Range(0, solutionEnd));
    }
    add(Part.PROMPT, code.isPresent() || item.prompt().isBlank(), few, prompt);
    if (code.isPresent() && item.hasSolution()) {
      add(Part.FUNCTION, true, few, signature(item.prompt(), code.get()), solution);
    }
    add(Part.SOLUTION, true, defines ? few : many, solution);
    docstring(item).ifPresent(range -> add(Part.DOCSTRING, false, many, range));
    add(Part.TESTS, true, many, new Range(testsStart, text.length));
  }

  private static Range signature(String prompt, PromptParts parts) {
    return new Range(
        length(prompt.substring(0, parts.start())),
        length(prompt.substring(0, parts.signatureEnd())));
  }

  /** A description that is in the prompt: one that is not has no place in the item's text. */
  private static Optional<Range> docstring(BenchmarkItem item) {
    int start = item.docstring().isBlank() ? -1 : item.prompt().lastIndexOf(item.docstring());
    if (start < 0) {
      return Optional.empty();
    }
    int from = length(item.prompt().substring(0, start));
    return Optional.of(new Range(from, from + length(item.docstring())));
  }

  private void add(Part part, boolean code, int minExactWords, Range... ranges) {
    int[] all = tokensIn(ranges);
    long[] words = Arrays.stream(all).mapToLong(tokens::hash).toArray();
    boolean repeats = fields.stream().anyMatch(field -> Arrays.equals(field.words(), words));
    Field.Exact exact = exact(code, all, ranges);
    boolean matchable = exact != null && exact.words().length >= minExactWords;
    if (repeats || (words.length < settings.ngram() && !matchable)) {
      return;
    }
    int[] starts = Arrays.stream(all).map(tokens::start).toArray();
    int[] ends = Arrays.stream(all).map(tokens::end).toArray();
    int ngrams = WordStream.firstPlaces(words, settings.ngram()).size();
    fields.add(
        new Field(number, part, code, words, starts, ends, ngrams, matchable ? exact : null));
  }

  private int[] tokensIn(Range... ranges) {
    List<Integer> inside = new ArrayList<>();
    for (Range range : ranges) {
      for (int i = 0; i < tokens.count(); i++) {
        if (tokens.start(i) >= range.start() && tokens.end(i) <= range.end()) {
          inside.add(i);
        }
      }
    }
    return inside.stream().mapToInt(Integer::intValue).toArray();
  }

  private Field.Exact exact(boolean code, int[] all, Range... ranges) {
    int[] kept = code ? withoutComments(all) : all;
    if (kept.length == 0) {
      return null;
    }
    long[] words = Arrays.stream(kept).mapToLong(tokens::hash).toArray();
    int start = tokens.start(kept[0]);
    if (!code) {
      return new Field.Exact(words, new byte[0], start, tokens.end(kept[kept.length - 1]));
    }
    ByteArrayOutputStream characters = new ByteArrayOutputStream();
    int end = start;
    for (Range range : ranges) {
      end = Math.max(end, normalise(Math.max(start, range.start()), range.end(), characters));
    }
    return new Field.Exact(words, characters.toByteArray(), start, end);
  }

  private int[] withoutComments(int[] all) {
    return Arrays.stream(all).filter(token -> !comments.get(tokens.start(token))).toArray();
  }

  private static BitSet comments(byte[] text) {
    BitSet comments = new BitSet();
    int start = Comments.next(text, 0);
    while (start >= 0) {
      int end = Comments.end(text, start);
      comments.set(start, end);
      start = Comments.next(text, end);
    }
    return comments;
  }

  /** Appends what counts of a stretch; returns the offset after the last byte that does. */
  private int normalise(int from, int to, ByteArrayOutputStream characters) {
    int last = from;
    int position = Comments.skip(text, from);
    while (position < to) {
      characters.write(NgramScanner.lowerCase(text[position]));
      last = position + 1;
      position = Comments.skip(text, last);
    }
    return last;
  }

  private static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}

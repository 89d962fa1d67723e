package io.hornbook.common.ngram;

import io.hornbook.common.benchmark.BenchmarkItem;
import java.nio.charset.StandardCharsets;

/**
 * One item found in one document. Offsets are bytes of UTF-8, ends exclusive, so that {@code
 * [documentStart, documentEnd)} of the document's text is the literal match.
 *
 * @param item the item
 * @param method {@link #EXACT}, {@link #NGRAM} or {@link #AST}
 * @param part the part of the item that is covered best
 * @param similarity the covered share of the part's distinct n-grams, in (0, 1]; 1 for an exact
 *     match
 * @param words the words of the longest common run, at least n; for an exact match those of the
 *     whole part; for functions the weight of the document's tree
 * @param documentStart where the longest common run starts in the document
 * @param documentEnd where it ends there
 * @param itemStart where it starts in the item's {@linkplain BenchmarkItem#text() text}
 * @param itemEnd where it ends there
 */
public record ItemMatch(
    BenchmarkItem item,
    String method,
    Part part,
    double similarity,
    int words,
    int documentStart,
    int documentEnd,
    int itemStart,
    int itemEnd) {
  /** The method of a whole part found after normalisation. */
  public static final String EXACT = "exact";

  /** The method of common n-grams. */
  public static final String NGRAM = "ngram";

  /** The method of functions with nearly the same syntax tree. */
  public static final String AST = "ast";

  /** The same match with another similarity. */
  ItemMatch withSimilarity(double other) {
    return new ItemMatch(
        item, method, part, other, words, documentStart, documentEnd, itemStart, itemEnd);
  }

  /** The same match in a document that begins so many bytes earlier. */
  public ItemMatch movedBy(int bytes) {
    return new ItemMatch(
        item,
        method,
        part,
        similarity,
        words,
        documentStart + bytes,
        documentEnd + bytes,
        itemStart,
        itemEnd);
  }

  /** The matched text of the document, given the bytes that were scanned. */
  public String documentSpan(byte[] utf8) {
    return new String(utf8, documentStart, documentEnd - documentStart, StandardCharsets.UTF_8);
  }

  /** The matched text of the item. */
  public String itemSpan() {
    byte[] text = item.text().getBytes(StandardCharsets.UTF_8);
    return new String(text, itemStart, itemEnd - itemStart, StandardCharsets.UTF_8);
  }
}

package io.hornbook.common.sensitive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds in one pass where any of up to 64 short patterns stands, so that what costs more is tried
 * there alone. An anchor is a sequence of bytes and classes of bytes in the notation of regular
 * expressions ({@code gh[pousr]_}); it has two of them at least. All anchors are compared at once,
 * one bit each: byte {@code b} at place {@code p} leaves the bits of {@code table[p][b]}.
 */
final class Anchors {
  private static final int MOST = Long.SIZE;
  private static final int BYTES = 256;
  private static final Pattern ELEMENT = Pattern.compile("\\[[^\\]]+\\]|\\\\.|[^\\[\\]\\\\]");

  private final long[][] table;
  private final int[] owners;
  private final int[] lengths;

  /** Told where an anchor stands. */
  interface Hits {
    /**
     * An anchor stands here.
     *
     * @param owner whose anchor it is
     * @param position of its first byte
     */
    void accept(int owner, int position);
  }

  /**
   * Anchors of owners that are known by their places.
   *
   * @param byOwner the anchors of each owner, in the order of owners
   * @throws IllegalArgumentException for more than 64 anchors, or one that is none
   */
  Anchors(List<List<String>> byOwner) {
    List<List<String>> anchors = new ArrayList<>();
    List<Integer> ownersOfAnchors = new ArrayList<>();
    for (int owner = 0; owner < byOwner.size(); owner++) {
      for (String anchor : byOwner.get(owner)) {
        anchors.add(elements(anchor));
        ownersOfAnchors.add(owner);
      }
    }
    if (anchors.size() > MOST) {
      throw new IllegalArgumentException(
          "Invalid anchors: " + anchors.size() + " (expected at most " + MOST + ")");
    }
    owners = ownersOfAnchors.stream().mapToInt(Integer::intValue).toArray();
    lengths = anchors.stream().mapToInt(List::size).toArray();
    table = new long[Arrays.stream(lengths).max().orElse(2)][BYTES];
    for (int i = 0; i < anchors.size(); i++) {
      add(anchors.get(i), i);
    }
  }

  private static List<String> elements(String anchor) {
    List<String> elements = new ArrayList<>();
    Matcher element = ELEMENT.matcher(anchor);
    int end = 0;
    while (element.find() && element.start() == end) {
      elements.add(element.group());
      end = element.end();
    }
    if (end != anchor.length() || elements.size() < 2) {
      throw new IllegalArgumentException(
          "Invalid anchor: " + anchor + " (expected two bytes or classes, or more)");
    }
    return elements;
  }

  private void add(List<String> anchor, int bit) {
    for (int place = 0; place < table.length; place++) {
      String element = place < anchor.size() ? literal(anchor.get(place)) : "(?s).";
      Pattern pattern = Pattern.compile(element);
      for (int b = 0; b < BYTES; b++) {
        if (pattern.matcher(String.valueOf((char) b)).matches()) {
          table[place][b] |= 1L << bit;
        }
      }
    }
  }

  private static String literal(String element) {
    return element.length() == 1 ? Pattern.quote(element) : element;
  }

  /** Tells every place of every anchor, from the first byte on. */
  void find(byte[] text, Hits hits) {
    long[] first = table[0];
    long[] second = table[1];
    int last = text.length - 1;
    for (int i = 0; i < last; i++) {
      long open = first[text[i] & 0xFF] & second[text[i + 1] & 0xFF];
      if (open != 0) {
        tell(text, i, open, hits);
      }
    }
  }

  private void tell(byte[] text, int position, long twoBytes, Hits hits) {
    long open = twoBytes;
    int places = Math.min(table.length, text.length - position);
    for (int place = 2; place < places && open != 0; place++) {
      open &= table[place][text[position + place] & 0xFF];
    }
    for (; open != 0; open &= open - 1) {
      int anchor = Long.numberOfTrailingZeros(open);
      if (position + lengths[anchor] <= text.length) {
        hits.accept(owners[anchor], position);
      }
    }
  }
}

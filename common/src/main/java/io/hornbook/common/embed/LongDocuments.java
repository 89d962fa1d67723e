package io.hornbook.common.embed;

import java.util.ArrayList;
import java.util.List;

/** What a model reads of a text that has more tokens than it takes. */
public enum LongDocuments {
  /** The first tokens. */
  HEAD,
  /** The first half of what it takes, and the last half: one window. */
  HEAD_AND_TAIL,
  /**
   * Windows that are spread evenly from the first token to the last; their vectors' mean counts.
   */
  WINDOWS;

  /**
   * The windows of a text, at least one; they may overlap.
   *
   * @param tokens of the whole text
   * @param capacity how many tokens a window holds, at least 1
   * @param most how many windows there are at most, at least 1; {@link #WINDOWS} alone has several
   */
  List<long[]> windows(long[] tokens, int capacity, int most) {
    if (tokens.length <= capacity) {
      return List.of(tokens);
    }
    return switch (this) {
      case HEAD -> List.of(slice(tokens, 0, capacity));
      case HEAD_AND_TAIL -> List.of(ends(tokens, capacity));
      case WINDOWS -> spread(tokens, capacity, most);
    };
  }

  private static long[] ends(long[] tokens, int capacity) {
    int head = (capacity + 1) / 2;
    long[] ends = slice(tokens, 0, capacity);
    System.arraycopy(tokens, tokens.length - (capacity - head), ends, head, capacity - head);
    return ends;
  }

  private static List<long[]> spread(long[] tokens, int capacity, int most) {
    int count = Math.min(most, (tokens.length + capacity - 1) / capacity);
    List<long[]> windows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long room = (long) tokens.length - capacity;
      int from = count == 1 ? 0 : (int) (room * i / (count - 1));
      windows.add(slice(tokens, from, capacity));
    }
    return windows;
  }

  private static long[] slice(long[] tokens, int from, int length) {
    long[] slice = new long[length];
    System.arraycopy(tokens, from, slice, 0, length);
    return slice;
  }

  /** The part of a text that can matter, so that a huge one costs no more than a large one. */
  String bounded(String text, int characters) {
    if (text.length() <= 2L * characters) {
      return text;
    }
    return this == HEAD_AND_TAIL
        ? text.substring(0, characters) + text.substring(text.length() - characters)
        : text.substring(0, characters);
  }
}

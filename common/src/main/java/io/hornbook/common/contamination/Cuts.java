package io.hornbook.common.contamination;

import io.hornbook.common.ast.FunctionRange;
import io.hornbook.common.ngram.ItemMatch;
import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What must go of a document so that it no longer holds what was found: whole functions. */
final class Cuts {
  private Cuts() {}

  /**
   * The lines of the smallest function that holds the match whole; where none does, those of the
   * match and of every function that it touches.
   *
   * @param functions of the document
   */
  static FunctionRange of(byte[] utf8, ItemMatch match, List<FunctionRange> functions) {
    int from = match.documentStart();
    int to = match.documentEnd();
    Optional<FunctionRange> around =
        functions.stream()
            .filter(function -> function.start() <= from && to <= function.end())
            .min(Comparator.comparingInt(function -> function.end() - function.start()));
    if (around.isPresent()) {
      return lines(utf8, around.get().start(), around.get().end());
    }
    int start = from;
    int end = to;
    for (FunctionRange function : functions) {
      if (function.start() < to && from < function.end()) {
        start = Math.min(start, function.start());
        end = Math.max(end, function.end());
      }
    }
    return lines(utf8, start, end);
  }

  /** The text without these stretches, which may overlap. */
  static byte[] without(byte[] utf8, Collection<FunctionRange> cuts) {
    ByteArrayOutputStream left = new ByteArrayOutputStream(utf8.length);
    int at = 0;
    for (FunctionRange cut :
        cuts.stream().sorted(Comparator.comparingInt(FunctionRange::start)).toList()) {
      left.write(utf8, at, Math.max(0, cut.start() - at));
      at = Math.max(at, cut.end());
    }
    left.write(utf8, at, utf8.length - at);
    return left.toByteArray();
  }

  /** Whole lines, with the decorators before them. */
  private static FunctionRange lines(byte[] utf8, int from, int to) {
    int start = startOfLine(utf8, from);
    while (start > 0 && isDecorator(utf8, startOfLine(utf8, start - 1))) {
      start = startOfLine(utf8, start - 1);
    }
    int end = to;
    while (end < utf8.length && utf8[end] != '\n') {
      end++;
    }
    return new FunctionRange(start, Math.min(utf8.length, end + 1));
  }

  private static int startOfLine(byte[] utf8, int from) {
    int start = from;
    while (start > 0 && utf8[start - 1] != '\n') {
      start--;
    }
    return start;
  }

  private static boolean isDecorator(byte[] utf8, int line) {
    int at = line;
    while (at < utf8.length && (utf8[at] == ' ' || utf8[at] == '\t')) {
      at++;
    }
    return at < utf8.length && utf8[at] == '@';
  }
}

package io.hornbook.common.signal;

import io.hornbook.common.signal.PythonSymbols.Kind;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What the walk over a tree of Python has counted, and the signals that follow from it. */
final class PythonCounts {
  /** PEP 263. */
  private static final Pattern ENCODING = Pattern.compile("#.*?coding[:=][ \t]*[-\\w.]+.*");

  private final SourceText text;
  private final byte[] utf8;
  private final Commentary commentary;
  private final Complexity complexity = new Complexity();
  private final LineTally imports;
  private final LineTally asserts;
  private final LineTally prints;
  private final LineTally passes;
  private long errors;
  private long documentedFunctions;
  private long longestString;

  PythonCounts(SourceText text) {
    this.text = text;
    this.utf8 = text.utf8();
    this.commentary = new Commentary(text);
    this.imports = new LineTally(utf8);
    this.asserts = new LineTally(utf8);
    this.prints = new LineTally(utf8);
    this.passes = new LineTally(utf8);
  }

  void putInto(Signals.Builder signals) {
    long filledLines = LineTally.filled(utf8);
    commentary.putInto(signals);
    complexity.putInto(signals);
    signals
        .share(Signal.PARSE_ERRORS_PER_KB, 1000 * errors, utf8.length)
        .put(Signal.PARSES, errors == 0 && !hasNul())
        .share(Signal.DOCUMENTED_FUNCTION_SHARE, documentedFunctions, complexity.functions())
        .share(Signal.IMPORT_LINE_SHARE, imports.lines(), filledLines)
        .share(Signal.ASSERT_LINE_SHARE, asserts.lines(), filledLines)
        .share(Signal.PRINT_LINE_SHARE, prints.lines(), filledLines)
        .share(Signal.PASS_LINE_SHARE, passes.lines(), filledLines)
        .put(Signal.LONGEST_STRING, longestString);
  }

  void addError() {
    errors++;
  }

  /** What is known of the functions that the walk is in. */
  Complexity complexity() {
    return complexity;
  }

  /** Whether these bytes may hold a longer string than any before. */
  boolean mayHoldLongest(int start, int end) {
    return end - start > longestString;
  }

  void addString(int start, int end) {
    if (mayHoldLongest(start, end)) {
      longestString = Math.max(longestString, text.characters(start, end));
    }
  }

  void gather(Kind kind, int start, int end) {
    switch (kind) {
      case COMMENT -> addComment(start, end);
      case DECISION, EXCEPT, FOR_IN -> complexity.addDecision();
      case IMPORT -> imports.add(start, end);
      case ASSERT -> asserts.add(start, start + 1);
      case PASS -> passes.add(start, start + 1);
      case EXPRESSION -> addCallOfPrint(start);
      case PYTHON_TWO -> addPrintStatement(start);
      default -> {
        // The other kinds are counted as errors or not at all.
      }
    }
  }

  /** Counts a string that is a docstring unless it is one of bytes or a formatted one. */
  void addDocstring(int start, int end, boolean ofFunction) {
    if (isText(start)) {
      commentary.addDocstring(start, end);
      documentedFunctions += ofFunction ? 1 : 0;
    }
  }

  private boolean isText(int start) {
    int i = start;
    while (utf8[i] != '"' && utf8[i] != '\'' && utf8[i] != '`') {
      int letter = utf8[i] | 0x20;
      if (letter == 'b' || letter == 'f' || letter == 't') {
        return false;
      }
      i++;
    }
    return utf8[i] != '`';
  }

  private void addComment(int start, int end) {
    if (!isShebang(start) && !isEncoding(start, end)) {
      commentary.addComment(start, end);
    }
  }

  private boolean isShebang(int start) {
    return start == 0 && utf8.length > 1 && utf8[1] == '!';
  }

  private boolean isEncoding(int start, int end) {
    int lineFeeds = 0;
    for (int i = 0; i < start && lineFeeds < 2; i++) {
      lineFeeds += utf8[i] == '\n' ? 1 : 0;
    }
    return lineFeeds < 2
        && ENCODING.matcher(new String(utf8, start, end - start, StandardCharsets.UTF_8)).matches();
  }

  private void addCallOfPrint(int start) {
    if (startsWithPrint(start)) {
      int i = start + "print".length();
      while (i < utf8.length && utf8[i] == ' ') {
        i++;
      }
      if (i < utf8.length && utf8[i] == '(') {
        prints.add(start, start + 1);
      }
    }
  }

  private void addPrintStatement(int start) {
    if (startsWithPrint(start)) {
      prints.add(start, start + 1);
    }
  }

  private boolean startsWithPrint(int start) {
    String word = "print";
    boolean same = start + word.length() <= utf8.length;
    for (int i = 0; same && i < word.length(); i++) {
      same = utf8[start + i] == word.charAt(i);
    }
    return same;
  }

  private boolean hasNul() {
    for (byte b : utf8) {
      if (b == 0) {
        return true;
      }
    }
    return false;
  }
}

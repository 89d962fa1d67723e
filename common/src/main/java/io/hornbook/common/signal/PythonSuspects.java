package io.hornbook.common.signal;

/**
 * Where the bytes of a text may hold, inside an expression or a simple statement, a comment or
 * something that Python 3 rejects. It asks for no parse, so it errs on the side of yes: what it
 * clears need not be walked, and that is nearly everything.
 */
final class PythonSuspects {
  private static final boolean[] TRIGGERS = triggers();

  private final byte[] utf8;
  private final Positions suspects = new Positions();
  private final Positions quotes = new Positions();

  private PythonSuspects(byte[] utf8) {
    this.utf8 = utf8;
  }

  static PythonSuspects of(byte[] utf8) {
    PythonSuspects suspects = new PythonSuspects(utf8);
    for (int i = 0; i < utf8.length; i++) {
      if (utf8[i] >= 0 && TRIGGERS[utf8[i]] && suspects.isSuspect(i)) {
        suspects.suspects.add(i);
      } else if (utf8[i] == '"' || utf8[i] == '\'') {
        suspects.quotes.add(i);
      }
    }
    return suspects;
  }

  /** Whether there is a suspect from {@code start} to {@code end}. */
  boolean in(int start, int end) {
    return suspects.in(start, end);
  }

  /** Whether there is a quotation mark from {@code start} to {@code end}. */
  boolean quoteIn(int start, int end) {
    return quotes.in(start, end);
  }

  private boolean isSuspect(int i) {
    int next = i + 1 < utf8.length ? utf8[i + 1] : 0;
    int previous = i > 0 ? utf8[i - 1] : 0;
    return switch (utf8[i]) {
      case '#', '`' -> true;
      case '<' -> next == '>';
      case '\\' -> next == 'x' || next == 'u' || next == 'U' || next == 'N';
      case 'l', 'L' -> endsNumber(i) || isWord(i, "lambda");
      case 'r', 'R' -> (next == '"' || next == '\'') && (previous | 0x20) == 'u';
      case 'f' -> isWord(i, "for");
      case 'i' -> isWord(i, "if");
      default -> (isDigit(next) || next == '_') && !isDigit(previous);
    };
  }

  private boolean isWord(int i, String word) {
    boolean same = i + word.length() < utf8.length && !isWordPart(i - 1);
    for (int k = 0; same && k < word.length(); k++) {
      same = utf8[i + k] == word.charAt(k);
    }
    return same && !isWordPart(i + word.length());
  }

  private boolean isWordPart(int i) {
    return i >= 0
        && i < utf8.length
        && (utf8[i] < 0 || utf8[i] == '_' || Character.isLetterOrDigit(utf8[i]));
  }

  private static boolean isDigit(int b) {
    return b >= '0' && b <= '9';
  }

  /** Whether the word that ends at {@code i} begins with a digit. */
  private boolean endsNumber(int i) {
    if (isWordPart(i + 1)) {
      return false;
    }
    int start = i;
    while (isWordPart(start - 1)) {
      start--;
    }
    return start < i && isDigit(utf8[start]);
  }

  private static boolean[] triggers() {
    boolean[] triggers = new boolean[128];
    for (char c : "#`<\\lLrRfi0".toCharArray()) {
      triggers[c] = true;
    }
    return triggers;
  }
}

package io.hornbook.common.signal;

/**
 * Where the bytes of a text may hold a comment, a body, a conditional expression or a function
 * without a name. What holds no suspect need not be walked, and that is most expressions.
 */
final class CodeSuspects {
  private final byte[] utf8;
  private final Positions suspects = new Positions();
  private final Positions quotes = new Positions();

  private CodeSuspects(byte[] utf8) {
    this.utf8 = utf8;
  }

  static CodeSuspects of(byte[] utf8, CodeGrammar grammar) {
    CodeSuspects suspects = new CodeSuspects(utf8);
    boolean conditional = grammar != CodeGrammar.RUST && grammar != CodeGrammar.GO;
    for (int i = 0; i < utf8.length; i++) {
      if (suspects.isSuspect(i, conditional)) {
        suspects.suspects.add(i);
      } else if (utf8[i] == '"' || utf8[i] == '\'' || utf8[i] == '`') {
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

  private boolean isSuspect(int i, boolean conditional) {
    int next = i + 1 < utf8.length ? utf8[i + 1] : 0;
    return switch (utf8[i]) {
      case '{' -> true;
      case '/' -> next == '/' || next == '*';
      case '=' -> next == '>';
      case '?' -> conditional;
      case '<' -> next == '!';
      default -> false;
    };
  }
}

package io.hornbook.common.signal;

/** Signals that are measured together, in one pass over the text or one parse of it. */
public enum SignalGroup {
  /** Classes of characters, and lengths of lines. */
  CHARACTERS(false),
  /** Lines that repeat others. */
  LINES(false),
  /** Words, and runs of them that repeat others. */
  WORDS(false),
  /** Data written in text. */
  ENCODED(false),
  /** What the beginning and the shape of a file say of it. */
  MARKERS(false),
  /** What is known of where a file comes from: path and licences. */
  ORIGIN(false),
  /** Tokens of a language model. */
  TOKENS(false),
  /** What an HTML parser sees. */
  HTML(true),
  /** What the language's own parser sees. */
  TREE(true);

  private final boolean parsed;

  SignalGroup(boolean parsed) {
    this.parsed = parsed;
  }

  /** Whether a parser is needed, which costs far more than everything else. */
  public boolean isParsed() {
    return parsed;
  }
}

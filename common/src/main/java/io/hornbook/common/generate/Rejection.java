package io.hornbook.common.generate;

import java.util.Locale;

/** Why a generated text is not taken, in the order in which the rules look. */
public enum Rejection {
  /** Longer than anything that was asked for. */
  TOO_LONG,
  /** Fewer words than a section or a docstring needs. */
  TOO_SHORT,
  /** Talk to somebody who asked: greetings, offers of help, remarks about the answer. */
  CHAT_FILLER,
  /** A part that is left for later, such as "your code here". */
  PLACEHOLDER,
  /** The same lines again and again. */
  REPEATED_LINES,
  /** Markdown in what is to be code. */
  CODE_FENCE,
  /** A block of code that does not end. */
  UNCLOSED_FENCE,
  /** It stops in the middle of a sentence. */
  TRUNCATED,
  /** No block of Python. */
  NO_CODE,
  /** Python that tree-sitter cannot read. */
  DOES_NOT_PARSE,
  /** The function that was asked for is not there. */
  NO_FUNCTION,
  /** A function has the name of a benchmark's. */
  BENCHMARK_NAME,
  /** The function has no docstring. */
  NO_DOCSTRING,
  /** The function does nothing. */
  NO_BODY,
  /** The construct that was asked for is not there. */
  NO_CONSTRUCT,
  /** A test is more, or less, than one assertion. */
  NOT_AN_ASSERTION,
  /** Fewer assertions that call the function than asked for. */
  FEW_ASSERTIONS;

  /** The reason as tables hold it, in snake_case. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }
}

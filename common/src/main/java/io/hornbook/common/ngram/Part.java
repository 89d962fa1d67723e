package io.hornbook.common.ngram;

import java.util.Locale;

/** What of an item is searched for, in the order in which evidence of equal weight is preferred. */
public enum Part {
  /** Prompt and solution as one piece of code. */
  PROBLEM,
  /** What the model is shown. */
  PROMPT,
  /** Signature and solution, without the docstring. */
  FUNCTION,
  /** The reference solution. */
  SOLUTION,
  /** The description within a prompt that is code. */
  DOCSTRING,
  /** The code that judges a solution. */
  TESTS;

  /** The part's name in tables and reports. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

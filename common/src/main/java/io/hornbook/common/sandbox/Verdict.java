package io.hornbook.common.sandbox;

import java.util.Locale;

/**
 * What became of a program.
 *
 * @param kind of an error (the exception, {@code exit}, {@code signal 9}) or a limit ({@code
 *     memory}, {@code cpu}, {@code output}); else empty
 * @param message the end of its traceback; may be empty
 * @param output the head of what it printed
 * @param seconds that it took
 */
public record Verdict(Outcome outcome, String kind, String message, String output, double seconds) {
  /** How a program ended. */
  public enum Outcome {
    /** Every test held. */
    PASSED,
    /** An assertion of the tests did not. */
    FAILED,
    /** Anything else was raised, or the program ended before its tests did. */
    ERROR,
    /** It took too long. */
    TIMEOUT,
    /** It took too much. */
    LIMIT;

    static Outcome of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /** Whether the solution holds against its tests. */
  public boolean passed() {
    return outcome == Outcome.PASSED;
  }
}

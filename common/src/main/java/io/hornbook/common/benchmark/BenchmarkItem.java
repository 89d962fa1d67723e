package io.hornbook.common.benchmark;

import java.io.Serializable;

/**
 * One problem of a benchmark. Every part but the benchmark's name and the id may be empty, which
 * means that the benchmark does not give it; prompt and solution are never both blank.
 *
 * @param benchmark the benchmark's name, as the config spells it
 * @param id the item's id, as the benchmark spells it; unique within the benchmark
 * @param prompt what the model is shown: code up to the body, or a sentence
 * @param docstring the description within a prompt that is code, without its quotes
 * @param solution the reference solution: a body that continues the prompt, or code by itself
 * @param tests the code that judges a solution
 * @param entryPoint the name of the function that the tests call
 */
public record BenchmarkItem(
    String benchmark,
    String id,
    String prompt,
    String docstring,
    String solution,
    String tests,
    String entryPoint)
    implements Serializable {
  public BenchmarkItem {
    if (benchmark.isBlank() || id.isBlank()) {
      throw new IllegalArgumentException(
          "Invalid benchmark item: '%s' of '%s' (expected a benchmark and an id)"
              .formatted(id, benchmark));
    }
    if (prompt.isBlank() && solution.isBlank()) {
      throw new IllegalArgumentException(
          "Invalid benchmark item: %s (expected a prompt or a solution)".formatted(id));
    }
  }

  /** Whether the benchmark gives a reference solution. */
  public boolean hasSolution() {
    return !solution.isBlank();
  }

  /** The item's text, into which spans point; the package description defines it. */
  public String text() {
    return textBeforeTests() + tests;
  }

  /** Prompt and solution, up to where {@link #tests()} starts in {@link #text()}. */
  public String textBeforeTests() {
    return onLinesOfItsOwn(textBeforeSolution() + solution);
  }

  /** The prompt, up to where {@link #solution()} starts in {@link #text()}. */
  public String textBeforeSolution() {
    return onLinesOfItsOwn(prompt);
  }

  private static String onLinesOfItsOwn(String part) {
    return part.isEmpty() || part.endsWith("\n") ? part : part + "\n";
  }
}

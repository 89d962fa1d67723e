package io.hornbook.common.generate;

import java.util.List;

/**
 * A generated exercise.
 *
 * @param solution the function with its docstring, and what it needs
 * @param tests statements that begin with assert
 */
public record Exercise(String solution, List<String> tests) {
  public Exercise {
    tests = List.copyOf(tests);
  }
}

package io.hornbook.common.generate;

import io.hornbook.common.generate.PythonStructure.Function;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is asked of an exercise before it is executed.
 *
 * @param maxCharacters of solution and tests together, at least 1
 * @param minDocstringWords at least 1
 * @param minAssertions that call the function, at least 1
 * @param maxRepeatedLines a share of its lines, 0 to 1
 * @param entryPoints the functions that benchmarks ask for
 */
public record ExerciseRules(
    int maxCharacters,
    int minDocstringWords,
    int minAssertions,
    double maxRepeatedLines,
    Set<String> entryPoints) {
  public ExerciseRules {
    if (maxCharacters < 1 || minDocstringWords < 1 || minAssertions < 1) {
      throw new IllegalArgumentException(
          "Invalid rules: %d, %d, %d (expected each at least 1)"
              .formatted(maxCharacters, minDocstringWords, minAssertions));
    }
    if (!(maxRepeatedLines >= 0 && maxRepeatedLines <= 1)) {
      throw new IllegalArgumentException(
          "Invalid max-repeated-lines: " + maxRepeatedLines + " (expected 0 to 1)");
    }
    entryPoints = Set.copyOf(entryPoints);
  }

  /** The first rule that an exercise breaks, if any. */
  public Optional<Rejection> rejection(Exercise exercise, ExerciseConstraints asked) {
    String solution = exercise.solution();
    if (solution.length() + String.join("\n", exercise.tests()).length() > maxCharacters) {
      return Optional.of(Rejection.TOO_LONG);
    }
    if (solution.contains("```")) {
      return Optional.of(Rejection.CODE_FENCE);
    }
    return Degenerate.sign(solution, maxRepeatedLines)
        .or(() -> ofSolution(PythonStructure.of(solution), asked))
        .or(() -> ofTests(exercise.tests(), asked.name()));
  }

  private Optional<Rejection> ofSolution(PythonStructure structure, ExerciseConstraints asked) {
    if (!structure.parses()) {
      return Optional.of(Rejection.DOES_NOT_PARSE);
    }
    List<Function> named =
        structure.functions().stream().filter(f -> f.name().equals(asked.name())).toList();
    if (named.size() != 1) {
      return Optional.of(Rejection.NO_FUNCTION);
    }
    boolean benchmark =
        structure.functions().stream().anyMatch(f -> entryPoints.contains(f.name()));
    return benchmark
        ? Optional.of(Rejection.BENCHMARK_NAME)
        : ofFunction(named.get(0), asked.construct());
  }

  private Optional<Rejection> ofFunction(Function function, Construct construct) {
    if (function.docstring().isBlank()) {
      return Optional.of(Rejection.NO_DOCSTRING);
    }
    if (Degenerate.words(function.docstring()) < minDocstringWords) {
      return Optional.of(Rejection.TOO_SHORT);
    }
    if (function.work() == 0) {
      return Optional.of(Rejection.NO_BODY);
    }
    boolean follows =
        construct.kinds().isEmpty() || !Collections.disjoint(construct.kinds(), function.kinds());
    return follows ? Optional.empty() : Optional.of(Rejection.NO_CONSTRUCT);
  }

  private Optional<Rejection> ofTests(List<String> tests, String name) {
    Pattern call = Pattern.compile("\\b" + name + "\\s*\\(");
    int calls = 0;
    for (String test : tests) {
      PythonStructure structure = PythonStructure.of(test);
      if (!structure.parses() || !structure.statements().equals(List.of("assert_statement"))) {
        return Optional.of(Rejection.NOT_AN_ASSERTION);
      }
      calls += call.matcher(test).find() ? 1 : 0;
    }
    return calls < minAssertions ? Optional.of(Rejection.FEW_ASSERTIONS) : Optional.empty();
  }
}

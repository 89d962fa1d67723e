package io.hornbook.common.benchmark;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;

/** How the fields of a benchmark's records are named. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = BenchmarkFormat.HumanEval.class, name = "human-eval"),
  @JsonSubTypes.Type(value = BenchmarkFormat.Mbpp.class, name = "mbpp"),
  @JsonSubTypes.Type(value = BenchmarkFormat.MbppPlus.class, name = "mbpp-plus"),
  @JsonSubTypes.Type(value = BenchmarkFormat.MultiPlE.class, name = "multipl-e"),
  @JsonSubTypes.Type(value = BenchmarkFormat.Apps.class, name = "apps"),
  @JsonSubTypes.Type(value = BenchmarkFormat.Ds1000.class, name = "ds-1000"),
  @JsonSubTypes.Type(value = BenchmarkFormat.Mapped.class, name = "mapped")
})
public sealed interface BenchmarkFormat {
  /** HumanEval's fields, also those of HumanEval+. */
  record HumanEval() implements BenchmarkFormat {}

  /** MBPP's fields, of the whole file ({@code text}) and of the sanitized one ({@code prompt}). */
  record Mbpp() implements BenchmarkFormat {}

  /**
   * MBPP+ (EvalPlus, arXiv 2305.01210): MBPP's fields, or those of HumanEval+ in the package's own
   * file.
   */
  record MbppPlus() implements BenchmarkFormat {}

  /** MultiPL-E (arXiv 2208.08227): one language a file, prompts and tests without solutions. */
  record MultiPlE() implements BenchmarkFormat {}

  /** APPS (arXiv 2105.09938): a question, and solutions of which the first is taken. */
  record Apps() implements BenchmarkFormat {}

  /** DS-1000 (arXiv 2211.11501): a prompt, the code that answers it, and the code around it. */
  record Ds1000() implements BenchmarkFormat {}

  /**
   * Fields named by the user: a field's name, or a JSON Pointer (RFC 6901) when it starts with a
   * slash. An array's elements are joined by line feeds.
   *
   * @param id the field of the id
   * @param prompt the field of the prompt; absent when there is none
   * @param docstring the field of the description; absent to look for it in a prompt that is code
   * @param solution the field of the reference solution; absent when there is none
   * @param tests the field of the tests; absent when there is none
   * @param entryPoint the field of the tested function's name; absent when there is none
   */
  record Mapped(
      @JsonPropertyDescription("Field (or JSON Pointer) of the id.") String id,
      @JsonPropertyDescription("Field of the prompt; absent when there is none.")
          Optional<String> prompt,
      @JsonPropertyDescription("Field of the description; absent to look for it in the prompt.")
          Optional<String> docstring,
      @JsonPropertyDescription("Field of the reference solution; absent when there is none.")
          Optional<String> solution,
      @JsonPropertyDescription("Field of the tests; absent when there are none.")
          Optional<String> tests,
      @JsonPropertyDescription("Field of the tested function's name; absent when there is none.")
          Optional<String> entryPoint)
      implements BenchmarkFormat {
    public Mapped {
      if (id == null || id.isBlank()) {
        throw new IllegalArgumentException("Invalid id: " + id + " (expected a field's name)");
      }
      if (prompt.isEmpty() && solution.isEmpty()) {
        throw new IllegalArgumentException(
            "Invalid prompt: none (expected a field's name for the prompt or the solution)");
      }
    }
  }

  /** The fields of each part, the first that a record has being the one that counts. */
  default FieldMapping mapping() {
    if (this instanceof Mapped mapped) {
      return FieldMapping.of(mapped);
    }
    if (this instanceof Mbpp) {
      return fields("task_id", "text prompt", "code", "test_list", "");
    }
    if (this instanceof MbppPlus) {
      return fields(
          "task_id", "text prompt", "code canonical_solution", "test test_list", "entry_point");
    }
    if (this instanceof MultiPlE) {
      return fields("name", "prompt", "", "tests", "");
    }
    if (this instanceof Apps) {
      return fields("problem_id id", "question", "solutions[0]", "", "");
    }
    if (this instanceof Ds1000) {
      return fields("/metadata/problem_id", "prompt", "reference_code", "code_context", "");
    }
    return fields("task_id name", "prompt", "canonical_solution", "test tests", "entry_point");
  }

  /** Names separated by blanks; of each part the first that a record has. */
  private static FieldMapping fields(
      String id, String prompt, String solution, String tests, String entryPoint) {
    return new FieldMapping(
        names(id), names(prompt), List.of(), names(solution), names(tests), names(entryPoint));
  }

  private static List<String> names(String names) {
    return names.isEmpty() ? List.of() : List.of(names.split(" ", -1));
  }
}

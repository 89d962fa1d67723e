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
  @JsonSubTypes.Type(value = BenchmarkFormat.Mapped.class, name = "mapped")
})
public sealed interface BenchmarkFormat {
  /** HumanEval's fields, also those of HumanEval+ and of MultiPL-E's Python files. */
  record HumanEval() implements BenchmarkFormat {}

  /** MBPP's fields, of the whole file ({@code text}) and of the sanitized one ({@code prompt}). */
  record Mbpp() implements BenchmarkFormat {}

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
      return new FieldMapping(
          List.of("task_id"),
          List.of("text", "prompt"),
          List.of(),
          List.of("code"),
          List.of("test_list"),
          List.of());
    }
    return new FieldMapping(
        List.of("task_id", "name"),
        List.of("prompt"),
        List.of(),
        List.of("canonical_solution"),
        List.of("test", "tests"),
        List.of("entry_point"));
  }
}

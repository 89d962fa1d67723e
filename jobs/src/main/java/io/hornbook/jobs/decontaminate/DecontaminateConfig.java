package io.hornbook.jobs.decontaminate;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.hornbook.common.ast.AstSettings;
import io.hornbook.common.benchmark.BenchmarkFormat;
import io.hornbook.common.contamination.ContaminationSettings;
import io.hornbook.common.ngram.SearchSettings;
import io.hornbook.common.signal.MeasureLimits;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is searched for, and what is worth recording.
 *
 * @param benchmarks the benchmarks; none is a search that finds nothing
 * @param ngram words an n-gram, at least 2
 * @param minSimilarity the least n-gram similarity that is recorded, in [0, 1]
 * @param minExactWords the least words of a part that is matched exactly, at least 1
 * @param idioms which n-grams do not count
 * @param ast how functions are compared
 * @param selfTestItems how many items of each benchmark are planted before a run; 0 for none
 */
public record DecontaminateConfig(
    @JsonPropertyDescription("The benchmarks to look for: name, path and format of each.")
        List<Source> benchmarks,
    @JsonPropertyDescription("Words an n-gram; at least 2.") int ngram,
    @JsonPropertyDescription("The least n-gram similarity that is recorded, in [0, 1].")
        double minSimilarity,
    @JsonPropertyDescription("The least words of a part that is matched exactly; at least 1.")
        int minExactWords,
    @JsonPropertyDescription("Which n-grams do not count.") Idioms idioms,
    @JsonPropertyDescription("How functions are compared.") Ast ast,
    @JsonPropertyDescription(
            "How many items of each benchmark are planted before a run; 0 or more.")
        int selfTestItems) {
  /** The language of benchmarks that name none. */
  static final String PYTHON = "python";

  /**
   * Which n-grams are idioms: those that so many documents have which hold none of the items that
   * the n-gram is from.
   *
   * @param minDocuments the least documents, at least 2
   * @param minShare the least share of the documents that are scanned, in [0, 1]
   */
  public record Idioms(
      @JsonPropertyDescription("The least documents that have an idiom; at least 2.")
          long minDocuments,
      @JsonPropertyDescription("The least share of the documents that have it, in [0, 1].")
          double minShare) {
    public Idioms {
      if (minDocuments < 2) {
        throw new IllegalArgumentException(
            "Invalid min-documents: " + minDocuments + " (expected at least 2)");
      }
      if (!(minShare >= 0 && minShare <= 1)) {
        throw new IllegalArgumentException(
            "Invalid min-share: " + minShare + " (expected a number in [0, 1])");
      }
    }

    /** How many of so many documents make an idiom. */
    long documents(long scanned) {
      return Math.max(minDocuments, (long) Math.ceil(minShare * scanned));
    }
  }

  /**
   * How functions are compared; the keys are those of {@link AstSettings}.
   *
   * @param minMatch the least match rate that is recorded, in [0.8, 1]
   * @param minWeight lighter trees are not compared
   * @param tellingWeight lighter trees must be the same, with their operators and literals
   */
  public record Ast(
      @JsonPropertyDescription("The least match rate that is recorded, in [0.8, 1].")
          double minMatch,
      @JsonPropertyDescription("Lighter trees are not compared; at least 10 nodes.") int minWeight,
      @JsonPropertyDescription(
              "Lighter trees must be the same, with their operators and literals; at least"
                  + " min-weight.")
          int tellingWeight) {
    public Ast {
      // The same limits, told of the same keys.
      new AstSettings(minMatch, minWeight, tellingWeight);
    }

    AstSettings settings() {
      return new AstSettings(minMatch, minWeight, tellingWeight);
    }
  }

  /**
   * One benchmark.
   *
   * @param name the benchmark's name in tables and reports; unique
   * @param path its file, on any file system that Hadoop knows
   * @param format how its fields are named
   * @param language of its solutions; left out: {@value #PYTHON}
   */
  public record Source(
      @JsonPropertyDescription("The benchmark's name in tables and reports; unique.") String name,
      @JsonPropertyDescription("The benchmark's file: JSON Lines or a JSON array, plain or gzip.")
          String path,
      @JsonPropertyDescription("How the fields of its records are named.") BenchmarkFormat format,
      @JsonPropertyDescription(
              "The language of its solutions, in lower case; left out: python. Functions are"
                  + " compared in the languages that measure parses; other solutions are searched"
                  + " as text alone.")
          Optional<String> language) {
    public Source {
      if (name.isBlank()) {
        throw new IllegalArgumentException("Invalid name: blank (expected a benchmark's name)");
      }
      if (path.isBlank()) {
        throw new IllegalArgumentException("Invalid path: blank (expected a file)");
      }
    }
  }

  public DecontaminateConfig {
    benchmarks = List.copyOf(benchmarks);
    Set<String> names = new HashSet<>();
    for (Source source : benchmarks) {
      if (!names.add(source.name())) {
        throw new IllegalArgumentException(
            "Invalid benchmarks: " + source.name() + " twice (expected each name once)");
      }
    }
    // The same limits, told of the same keys.
    new SearchSettings(ngram, minSimilarity, minExactWords);
    if (selfTestItems < 0) {
      throw new IllegalArgumentException(
          "Invalid self-test-items: " + selfTestItems + " (expected 0 or more)");
    }
  }

  /** The settings of the search. */
  ContaminationSettings search(MeasureLimits limits) {
    return new ContaminationSettings(
        new SearchSettings(ngram, minSimilarity, minExactWords),
        ast.settings(),
        limits.parsedBytes(),
        limits.parseStepsPerKb());
  }
}

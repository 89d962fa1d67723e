package io.hornbook.jobs.decontaminate;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.hornbook.common.benchmark.BenchmarkFormat;
import io.hornbook.common.ngram.SearchSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is searched for, and what is worth recording.
 *
 * @param benchmarks the benchmarks; none is a search that finds nothing
 * @param ngram words an n-gram, at least 2
 * @param minSimilarity the least n-gram similarity that is recorded, in [0, 1]
 * @param minExactWords the least words of a part that is matched exactly, at least 1
 */
public record DecontaminateConfig(
    @JsonPropertyDescription("The benchmarks to look for: name, path and format of each.")
        List<Source> benchmarks,
    @JsonPropertyDescription("Words an n-gram; at least 2.") int ngram,
    @JsonPropertyDescription("The least n-gram similarity that is recorded, in [0, 1].")
        double minSimilarity,
    @JsonPropertyDescription("The least words of a part that is matched exactly; at least 1.")
        int minExactWords) {

  /**
   * One benchmark.
   *
   * @param name the benchmark's name in tables and reports; unique
   * @param path its file, on any file system that Hadoop knows
   * @param format how its fields are named
   */
  public record Source(
      @JsonPropertyDescription("The benchmark's name in tables and reports; unique.") String name,
      @JsonPropertyDescription("The benchmark's file: JSON Lines or a JSON array, plain or gzip.")
          String path,
      @JsonPropertyDescription("How the fields of its records are named.") BenchmarkFormat format) {
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
  }

  /** The settings of the search. */
  public SearchSettings search() {
    return new SearchSettings(ngram, minSimilarity, minExactWords);
  }
}

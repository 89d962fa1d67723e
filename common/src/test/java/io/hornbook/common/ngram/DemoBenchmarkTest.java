package io.hornbook.common.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.hornbook.common.benchmark.Benchmark;
import io.hornbook.common.benchmark.BenchmarkFormat;
import io.hornbook.common.benchmark.BenchmarkReader;
import io.hornbook.common.testing.TestData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The demo's benchmark, and the documents that leak it. */
class DemoBenchmarkTest {
  private static final Path DEMO = TestData.root().resolve("conf/demo");
  private static final Path BENCHMARK = DEMO.resolve("benchmark.jsonl");
  private static final String RUN_ALL =
      """
      import json, sys
      for line in open(sys.argv[1]):
          item = json.loads(line)
          names = {}
          exec(item["prompt"] + item["canonical_solution"] + item["test"], names)
          names["check"](names[item["entry_point"]])
          print(item["task_id"])
      """;

  @Test
  void findsTheProblemsThatAreLeakedVerbatimAndAccusesNobodyElse() throws IOException {
    Map<String, String> found = new TreeMap<>();
    NgramScanner scanner =
        NgramIndex.of(benchmark().items(), new SearchSettings(13, 0.1, 5)).scanner();
    try (Stream<Path> files = Files.list(DEMO.resolve("leaked"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".py")).sorted().toList()) {
        String items =
            scanner.scan(Files.readAllBytes(file)).stream()
                .filter(match -> match.method().equals(ItemMatch.EXACT))
                .map(match -> match.item().entryPoint() + " " + match.part().id())
                .collect(Collectors.joining(", "));
        found.put(file.getFileName().toString(), items);
      }
    }

    assertThat(found).containsEntry("verbatim_harbour.py", "tide_heights problem");
    assertThat(found)
        .containsEntry("verbatim_wedding.py", "seat_rows problem, ferry_trips problem");
    assertThat(found).containsEntry("verbatim_short.py", "unlace function");
    assertThat(found).containsKeys("renamed_frog.py", "renamed_accounts.py").hasSize(8);
    assertThat(found.entrySet())
        .filteredOn(file -> !file.getKey().startsWith("verbatim_"))
        .allSatisfy(file -> assertThat(file.getValue()).isEmpty());
  }

  @Test
  void innocentFilesShareNoNgramWithTheBenchmark() throws IOException {
    NgramScanner scanner =
        NgramIndex.of(benchmark().items(), new SearchSettings(13, 0.0, 5)).scanner();

    for (String innocent : List.of("pairs", "words", "runs")) {
      Path file = DEMO.resolve("leaked/innocent_" + innocent + ".py");
      assertThat(scanner.scan(Files.readAllBytes(file))).as(innocent).isEmpty();
    }
  }

  @Test
  void everySolutionPassesItsTests() throws IOException, InterruptedException {
    Process python;
    try {
      python =
          new ProcessBuilder("python3", "-c", RUN_ALL, BENCHMARK.toString())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      abort("Skipped: there is no python3 (" + e.getMessage() + ")");
      return;
    }
    String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(python.waitFor()).as(output).isZero();
    assertThat(output.lines()).hasSize(benchmark().items().size()).hasSize(12);
  }

  private static Benchmark benchmark() throws IOException {
    try (InputStream file = Files.newInputStream(BENCHMARK)) {
      return BenchmarkReader.read("demo", new BenchmarkFormat.HumanEval(), file);
    }
  }
}

package io.hornbook.common.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/**
 * Runs the benchmarks of the kernels, each on one thread in a JVM of its own, and prints a row as
 * soon as it is measured. JMH's results go to {@code kernels.json} below the output folder, its
 * logs to {@code logs/}.
 *
 * <p>Arguments: {@code --out FOLDER}; {@code --only REGEX} (of the qualified names); {@code
 * --quick} (a tenth of a second each: whether everything runs, not how fast).
 */
public final class KernelBenchmarks {
  private static final Pattern SKIPPED =
      Pattern.compile("TestAbortedException: (?:Assumption failed: )?(Skipped: .*)");
  private static final String ROW = "%-58s %14s %10s %8s%n";

  private final BenchArguments arguments;
  private final PrintStream out;
  private final List<RunResult> results = new ArrayList<>();
  private int failures;

  private KernelBenchmarks(BenchArguments arguments, PrintStream out) {
    this.arguments = arguments;
    this.out = out;
  }

  /** Runs them, and fails if one failed for another reason than data that is absent. */
  public static void main(String[] args) throws IOException {
    BenchArguments arguments = BenchArguments.of(args);
    int failures = new KernelBenchmarks(arguments, System.out).run();
    if (failures > 0) {
      System.exit(1);
    }
  }

  private int run() throws IOException {
    Files.createDirectories(arguments.out().resolve("logs"));
    SortedSet<String> names = names();
    if (names.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid --only: " + arguments.only() + " (expected a part of a benchmark's name)");
    }
    out.printf(ROW, "kernel, on one core", "operations/s", "MB/s", "spread");
    for (String name : names) {
      measure(name);
    }
    Path json = arguments.out().resolve("kernels.json");
    ResultFormatFactory.getInstance(ResultFormatType.JSON, json.toString()).writeOut(results);
    out.printf("%nThe results lie in %s (logs beside it).%n", json);
    return failures;
  }

  private SortedSet<String> names() {
    return BenchmarkList.defaultList()
        .find(
            OutputFormatFactory.createFormatInstance(System.err, VerboseMode.SILENT),
            List.of(arguments.only()),
            List.of())
        .stream()
        .map(BenchmarkListEntry::getUsername)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void measure(String name) throws IOException {
    Path log = arguments.out().resolve("logs").resolve(name + ".log");
    Optional<Collection<RunResult>> measured = measured(name, log);
    if (measured.isEmpty()) {
      Matcher skipped = SKIPPED.matcher(Files.readString(log));
      boolean absent = skipped.find();
      failures += absent ? 0 : 1;
      out.printf("%-58s %s%n", shortened(name), absent ? skipped.group(1) : "FAILED: see " + log);
      return;
    }
    measured.get().forEach(this::print);
    results.addAll(measured.get());
  }

  private Optional<Collection<RunResult>> measured(String name, Path log) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(name) + "$")
            .shouldFailOnError(true)
            .output(log.toString())
            .forks(1)
            .threads(1)
            .warmupIterations(2)
            .measurementIterations(3)
            .warmupTime(TimeValue.seconds(1))
            .measurementTime(TimeValue.seconds(1));
    if (arguments.quick()) {
      TimeValue moment = TimeValue.milliseconds(100);
      options.warmupIterations(1).warmupTime(moment).measurementTime(moment);
    }
    try {
      return Optional.of(new Runner(options.build()).run());
    } catch (RunnerException e) {
      return Optional.empty();
    }
  }

  private void print(RunResult result) {
    Result<?> rate = result.getPrimaryResult();
    Result<?> volume = result.getSecondaryResults().get("megabytes");
    out.printf(
        ROW,
        shortened(result.getParams().getBenchmark()) + parameters(result),
        String.format(Locale.ROOT, "%,.0f", rate.getScore()),
        volume == null ? "–" : String.format(Locale.ROOT, "%,.1f", volume.getScore()),
        String.format(Locale.ROOT, "%.0f %%", 100 * spread(rate.getStatistics())));
  }

  /** How far the slowest and the fastest iteration lie apart, as a share of their mean. */
  private static double spread(Statistics rates) {
    return (rates.getMax() - rates.getMin()) / rates.getMean();
  }

  private static String parameters(RunResult result) {
    return result.getParams().getParamsKeys().stream()
        .map(key -> " " + key + "=" + result.getParams().getParam(key))
        .collect(Collectors.joining());
  }

  /** The class without {@code Benchmark}, and the method. */
  private static String shortened(String name) {
    String method = name.substring(name.lastIndexOf('.') + 1);
    String type = name.substring(0, name.lastIndexOf('.'));
    return type.substring(type.lastIndexOf('.') + 1).replaceFirst("Benchmark$", "") + "." + method;
  }
}

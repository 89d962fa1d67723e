package io.hornbook.common.ngram;

import io.hornbook.common.benchmark.BenchmarkFormat;
import io.hornbook.common.benchmark.BenchmarkItem;
import io.hornbook.common.benchmark.BenchmarkReader;
import io.hornbook.common.testing.Seeds;
import io.hornbook.common.testing.TestData;
import io.hornbook.common.token.Tokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Bytes a second of decontamination on the Python standard library: {@code megabytes} is MB/s.
 * {@code copies} is how many times the items of HumanEval and MBPP are indexed, the later ones with
 * words of their own; {@code tokenOnly} is what cutting the same files into tokens costs alone.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 4, time = 2)
@Fork(1)
public class NgramIndexBenchmark {
  @Param({"1", "20"})
  public int copies;

  private final List<byte[]> files = new ArrayList<>();
  private NgramScanner scanner;
  private int next;

  /** What was scanned, in 10<sup>6</sup> bytes. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Scanned {
    public double megabytes;
  }

  @Setup
  public void index() throws IOException {
    files.addAll(
        TestData.pythonFiles("python-resources-25.0.1.jar", "META-INF/resources/libpython/")
            .values());
    Collections.shuffle(files, new java.util.Random(42));
    List<BenchmarkItem> items = new ArrayList<>();
    items.addAll(read("HumanEval.jsonl.gz", new BenchmarkFormat.HumanEval()));
    items.addAll(read("mbpp.jsonl", new BenchmarkFormat.Mbpp()));
    List<BenchmarkItem> all = new ArrayList<>(items);
    RandomGenerator random = Seeds.random(42);
    for (int copy = 1; copy < copies; copy++) {
      for (BenchmarkItem item : items) {
        all.add(renamed(item, copy, random));
      }
    }
    scanner = NgramIndex.of(all, new SearchSettings(13, 0.5, 5)).scanner();
  }

  @Benchmark
  public int scan(Scanned scanned) {
    byte[] file = nextFile(scanned);
    return scanner.scan(file).size();
  }

  @Benchmark
  public int tokenOnly(Scanned scanned) {
    return Tokenizer.words().tokenize(nextFile(scanned)).count();
  }

  private byte[] nextFile(Scanned scanned) {
    next = (next + 1) % files.size();
    byte[] file = files.get(next);
    scanned.megabytes += file.length / 1e6;
    return file;
  }

  private static BenchmarkItem renamed(BenchmarkItem item, int copy, RandomGenerator random) {
    String suffix = "_" + Long.toString(random.nextLong() >>> 1, 36) + "_" + copy;
    return new BenchmarkItem(
        item.benchmark(),
        item.id() + suffix,
        renamed(item.prompt(), suffix),
        "",
        renamed(item.solution(), suffix),
        renamed(item.tests(), suffix),
        "");
  }

  /** Every fourth word gets a suffix: all n-grams are new, most words are as common as before. */
  private static String renamed(String text, String suffix) {
    int[] count = {0};
    return java.util.regex.Pattern.compile("[a-z]\\w+")
        .matcher(text)
        .replaceAll(
            word ->
                count[0]++ % 4 != 0 || word.group().equals("def")
                    ? word.group()
                    : word.group() + suffix);
  }

  private static List<BenchmarkItem> read(String file, BenchmarkFormat format) throws IOException {
    try (InputStream in = Files.newInputStream(TestData.published("benchmarks/" + file))) {
      return BenchmarkReader.read(file, format, in).items();
    }
  }
}

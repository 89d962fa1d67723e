package io.hornbook.common.contamination;

import io.hornbook.common.ast.AstSettings;
import io.hornbook.common.benchmark.BenchmarkFormat;
import io.hornbook.common.benchmark.BenchmarkItem;
import io.hornbook.common.benchmark.BenchmarkReader;
import io.hornbook.common.ngram.SearchSettings;
import io.hornbook.common.signal.SourceParser;
import io.hornbook.common.testing.TestData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.treesitter.TSTree;
import org.treesitter.TreeSitterPython;

/**
 * Bytes a second of the comparison by functions on the Python standard library, against HumanEval
 * and MBPP at once: {@code megabytes} is MB/s. {@code parseOnly} is what the parser takes alone.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 4, time = 2)
@Fork(1)
public class ContaminationBenchmark {
  private static final long STEPS = 32;

  private final List<byte[]> files = new ArrayList<>();
  private DocumentScanner scanner;
  private SourceParser parser;
  private int next;

  /** What was read, in 10<sup>6</sup> bytes. */
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
    scanner =
        new ContaminationIndex(
                Map.of("python", items),
                new ContaminationSettings(
                    new SearchSettings(13, 0.1, 5), new AstSettings(0.8, 21, 30), 1 << 20, STEPS))
            .scanner();
    parser = new SourceParser(new TreeSitterPython(), STEPS);
  }

  @Benchmark
  public int byEveryMethod(Scanned scanned) {
    return scanner.scan(nextFile(scanned), "python").size();
  }

  @Benchmark
  public boolean parseOnly(Scanned scanned) {
    return parser
        .parse(nextFile(scanned))
        .map(
            tree -> {
              try (TSTree closed = tree) {
                return closed.getRootNode().hasError();
              }
            })
        .orElse(true);
  }

  private byte[] nextFile(Scanned scanned) {
    next = (next + 1) % files.size();
    byte[] file = files.get(next);
    scanned.megabytes += file.length / 1e6;
    return file;
  }

  private static List<BenchmarkItem> read(String file, BenchmarkFormat format) throws IOException {
    try (InputStream in = Files.newInputStream(TestData.published("benchmarks/" + file))) {
      return BenchmarkReader.read(file, format, in).items();
    }
  }
}

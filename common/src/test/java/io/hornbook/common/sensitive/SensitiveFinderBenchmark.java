package io.hornbook.common.sensitive;

import io.hornbook.common.testing.TestData;
import java.util.List;
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

/** MB of source text a second on one core, over the standard library of Python 3.12. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class SensitiveFinderBenchmark {
  private byte[][] texts;
  private int next;

  /** MB (of 1,000,000 bytes) of text searched. */
  @AuxCounters
  @State(Scope.Thread)
  public static class Volume {
    public double megabytes;
  }

  @Setup
  public void read() {
    texts =
        TestData.pythonFiles("python-resources-25.0.1.jar", "META-INF/resources/libpython/")
            .values()
            .toArray(new byte[0][]);
  }

  @Benchmark
  public List<SensitiveSpan> spans(Volume volume) {
    next = next + 1 == texts.length ? 0 : next + 1;
    volume.megabytes += texts[next].length / 1e6;
    return SensitiveFinder.find(texts[next]);
  }
}

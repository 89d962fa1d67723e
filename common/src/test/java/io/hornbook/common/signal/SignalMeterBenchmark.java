package io.hornbook.common.signal;

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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** MB of source text a second on one core, over the standard library of Python 3.12. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class SignalMeterBenchmark {
  /** The limits of {@code conf/defaults.yaml}. */
  private static final MeasureLimits LIMITS = new MeasureLimits(1 << 20, 32);

  private final SignalMeter meter = new SignalMeter(LIMITS);
  private List<SourceText> texts;
  private int next;

  /** MB (of 1,000,000 bytes) of text measured. */
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
            .stream()
            .map(SourceText::of)
            .toList();
  }

  @TearDown
  public void close() {
    meter.close();
  }

  /** All signals: characters, lines, tokens of p50k_base, and those of the parsed tree. */
  @Benchmark
  public Signals allSignals(Volume volume) {
    return meter.measure(Subject.of(text(volume), "python"));
  }

  /** The signals of any language: without parsing. */
  @Benchmark
  public Signals unparsedSignals(Volume volume) {
    return meter.measure(Subject.of(text(volume), null));
  }

  /** What counting tokens costs alone. */
  @Benchmark
  public long tokenCount(Volume volume) {
    return TokenCounter.count(text(volume).string());
  }

  private SourceText text(Volume volume) {
    next = next + 1 == texts.size() ? 0 : next + 1;
    volume.megabytes += texts.get(next).utf8().length / 1e6;
    return texts.get(next);
  }
}

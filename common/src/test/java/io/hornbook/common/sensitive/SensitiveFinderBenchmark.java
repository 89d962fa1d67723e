package io.hornbook.common.sensitive;

import io.hornbook.common.bench.Texts;
import io.hornbook.common.bench.Texts.Volume;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
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
  @Benchmark
  public List<SensitiveSpan> spans(Texts texts, Volume volume) {
    return SensitiveFinder.find(texts.next(volume));
  }
}

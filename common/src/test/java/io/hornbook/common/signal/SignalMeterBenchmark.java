package io.hornbook.common.signal;

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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.treesitter.TSTree;
import org.treesitter.TreeSitterPython;

/** MB of source text a second on one core: all signals, those without a parser, the parser. */
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
  private final SourceParser parser =
      new SourceParser(new TreeSitterPython(), LIMITS.parseStepsPerKb());

  /** One group of signals, alone: the slowest of them is what the others wait for. */
  @State(Scope.Thread)
  public static class Group {
    @Param({
      "CHARACTERS",
      "LINES",
      "WORDS",
      "ENCODED",
      "MARKERS",
      "ORIGIN",
      "TOKENS",
      "HTML",
      "TREE"
    })
    public SignalGroup group;
  }

  @TearDown
  public void close() {
    meter.close();
    parser.close();
  }

  /** All signals, as the job {@code measure} takes them. */
  @Benchmark
  public Signals allSignals(Texts texts, Volume volume) {
    return meter.measure(subject(texts, volume, "python"));
  }

  /** The signals that need no parser, together. */
  @Benchmark
  public Signals unparsedSignals(Texts texts, Volume volume) {
    return meter.measure(subject(texts, volume, "python"), unparsed -> false);
  }

  /** The signals of one group. */
  @Benchmark
  public Signals group(Texts texts, Volume volume, Group group) {
    Signals.Builder signals = new Signals.Builder();
    String language = group.group == SignalGroup.HTML ? "html" : "python";
    meter.measure(group.group, subject(texts, volume, language), signals);
    return signals.build();
  }

  /** What the parser takes alone: the bound of the group {@code TREE}. */
  @Benchmark
  public boolean parserAlone(Texts texts, Volume volume) {
    try (TSTree tree = parser.parse(texts.next(volume)).orElseThrow()) {
      return tree.getRootNode().hasError();
    }
  }

  private static Subject subject(Texts texts, Volume volume, String language) {
    SourceText text = SourceText.of(texts.next(volume));
    return new Subject(text, language, "lib/python3.12/module.py", List.of("PSF-2.0"));
  }
}

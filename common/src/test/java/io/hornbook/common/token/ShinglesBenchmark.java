package io.hornbook.common.token;

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

/** Documents and MB of source text a second on one core, over the standard library of Python. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class ShinglesBenchmark {
  private static final int LENGTH = 5;

  private final Tokenizer tokenizer = Tokenizer.words();
  private final NaiveTokenizer definition = new NaiveTokenizer(false);

  @Benchmark
  public Tokens tokens(Texts texts, Volume volume) {
    return tokenizer.tokenize(texts.next(volume));
  }

  @Benchmark
  public long[] shingles(Texts texts, Volume volume) {
    return Shingles.sequence(tokenizer.tokenize(texts.next(volume)), LENGTH);
  }

  @Benchmark
  public ShingleSummary summary(Texts texts, Volume volume) {
    return ShingleSummary.of(Shingles.sequence(tokenizer.tokenize(texts.next(volume)), LENGTH));
  }

  @Benchmark
  public long[] sortedSet(Texts texts, Volume volume) {
    return Shingles.of(tokenizer.tokenize(texts.next(volume)), LENGTH);
  }

  @Benchmark
  public List<Long> naiveShingles(Texts texts, Volume volume) {
    return NaiveTokenizer.sequence(definition.tokenize(texts.next(volume)), LENGTH);
  }
}

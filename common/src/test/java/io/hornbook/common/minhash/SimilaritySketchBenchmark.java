package io.hornbook.common.minhash;

import io.hornbook.common.testing.TestData;
import io.hornbook.common.token.ShingleSummary;
import io.hornbook.common.token.Shingles;
import io.hornbook.common.token.Tokenizer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.infra.Blackhole;

/** Documents and MB of source text a second on one core, over the standard library of Python. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class SimilaritySketchBenchmark {
  private static final int LENGTH = 5;

  /** Components a signature: the default banding's, and a common larger one. */
  @Param({"147", "256"})
  public int components;

  private final Tokenizer tokenizer = Tokenizer.words();
  private SimilaritySketch sketch;
  private byte[][] texts;
  private long[][] shingles;
  private int next;

  /** MB (of 1,000,000 bytes) of text that the signatures stand for. */
  @AuxCounters
  @State(Scope.Thread)
  public static class Volume {
    public double megabytes;
  }

  @Setup
  public void read() {
    sketch = new SimilaritySketch(1, components);
    texts =
        TestData.pythonFiles("python-resources-25.0.1.jar", "META-INF/resources/libpython/")
            .values()
            .stream()
            .filter(text -> tokenizer.tokenize(text).count() > 0)
            .toArray(byte[][]::new);
    shingles =
        Arrays.stream(texts)
            .map(text -> Shingles.sequence(tokenizer.tokenize(text), LENGTH))
            .toArray(long[][]::new);
  }

  @Benchmark
  public long[] signatureOfShingles(Volume volume) {
    advance(volume);
    return sketch.signature(shingles[next]);
  }

  @Benchmark
  public long[] signatureOfText(Volume volume) {
    advance(volume);
    return sketch.signature(Shingles.sequence(tokenizer.tokenize(texts[next]), LENGTH));
  }

  /** All that deduplication computes of a text in its first pass. */
  @Benchmark
  public void featuresOfText(Volume volume, Blackhole sink) {
    advance(volume);
    long[] sequence = Shingles.sequence(tokenizer.tokenize(texts[next]), LENGTH);
    ShingleSummary summary = ShingleSummary.ofCompacted(sequence);
    sink.consume(summary);
    sink.consume(sketch.signature(sequence, summary.distinct()));
  }

  private void advance(Volume volume) {
    next = next + 1 == texts.length ? 0 : next + 1;
    volume.megabytes += texts[next].length / 1e6;
  }
}

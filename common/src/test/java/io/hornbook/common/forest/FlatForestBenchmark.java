package io.hornbook.common.forest;

import io.hornbook.common.testing.Seeds;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
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

/** Vectors a second on one core: 100 random trees of depth 10 over 384 features. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class FlatForestBenchmark {
  private Forest forest;
  private FlatForest flat;
  private float[][] vectors;
  private int next;

  @Setup
  public void grow() {
    RandomGenerator random = Seeds.random(7);
    forest = RandomForests.forest(random, 100, 10, 384);
    flat = FlatForest.of(forest);
    vectors =
        Stream.generate(() -> RandomForests.vector(random, 384))
            .limit(4096)
            .toArray(float[][]::new);
  }

  @Benchmark
  public double flat() {
    return flat.probability(vectors[next++ & 4095]);
  }

  @Benchmark
  public double pointers() {
    return RandomForests.naive(forest, vectors[next++ & 4095]);
  }
}

package io.hornbook.common.minhash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.testing.Seeds;
import java.util.Arrays;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SimilaritySketchTest {
  /** The first bytes of the paper's arXiv number: the statistical tests are repeatable. */
  private static final long LITERAL_SEED = 1704_04370;

  @Test
  void equalsTheDefinition() {
    RandomGenerator random = Seeds.random();
    for (int round = 0; round < 200; round++) {
      int components = 1 + random.nextInt(40);
      long seed = random.nextLong();
      long[] elements = random.longs(1 + random.nextInt(100)).toArray();
      Set<Long> set = LongStream.of(elements).boxed().collect(Collectors.toSet());
      assertThat(new SimilaritySketch(seed, components).signature(elements))
          .isEqualTo(NaiveSketch.signature(seed, components, set));
    }
  }

  @Test
  void neitherOrderNorRepetitionMatters() {
    long[] elements = {3, 1, 2};
    long[] repeated = {1, 2, 2, 3, 1, 1, 3};
    SimilaritySketch sketch = new SimilaritySketch(7, 64);
    assertThat(sketch.signature(elements)).isEqualTo(sketch.signature(repeated));
    assertThat(sketch.signature(new long[] {3, 1, 2, 99, 98}, 3))
        .isEqualTo(sketch.signature(elements));
  }

  @Test
  void setsOfOneElementDifferWhenTheirElementsDo() {
    SimilaritySketch sketch = new SimilaritySketch(7, 64);
    long[] first = sketch.signature(new long[] {1});
    long[] second = sketch.signature(new long[] {2});
    assertThat(SimilaritySketch.agreement(first, second)).isZero();
  }

  /** Bigcode: the product of a hash wraps at 32 bits, and unlike shingles sign alike. */
  @Test
  void elementsThatDifferAboveThirtyTwoBitsAloneDiffer() {
    SimilaritySketch sketch = new SimilaritySketch(7, 64);
    for (int bit = 32; bit < Long.SIZE; bit++) {
      long[] other = sketch.signature(new long[] {5 | 1L << bit});
      assertThat(SimilaritySketch.agreement(sketch.signature(new long[] {5}), other)).isZero();
    }
  }

  @Test
  void agreementIsAnUnbiasedEstimateOfJaccard() {
    for (double jaccard : new double[] {0.05, 0.3, 0.5, 0.75, 0.95}) {
      Errors errors = errors(1_000, 128, jaccard, 1_000);
      double deviation = Math.sqrt(jaccard * (1 - jaccard) / (128 * 1_000));
      assertThat(errors.mean).as("bias at " + jaccard).isBetween(-4 * deviation, 4 * deviation);
    }
  }

  @Test
  void varianceIsThatOfMinHashOnLargeSetsAndSmallerOnSmallOnes() {
    double minHash = 0.5 * 0.5 / 128;
    assertThat(errors(4_000, 128, 0.5, 600).square / minHash).isBetween(0.75, 1.2);
    assertThat(errors(60, 128, 0.5, 2_000).square / minHash).isBetween(0.3, 0.75);
  }

  @Test
  void signaturesArePersistedAndNeverChange() {
    assertThat(new SimilaritySketch(42, 4).signature(new long[] {1, -2, 1L << 40}))
        .containsExactly(
            0x000099DE180F44A8L, 0x0001A099AB3B619CL, 0x000044E88F289105L, 0x0002C04FE68B8C31L);
  }

  @Test
  void refusesTheEmptySet() {
    assertThatThrownBy(() -> new SimilaritySketch(1, 16).signature(new long[0]))
        .hasMessage("Cannot sign the empty set: it is similar to nothing");
  }

  @Test
  void refusesSizesThatItCannotKeep() {
    assertThatThrownBy(() -> new SimilaritySketch(1, 0))
        .hasMessage("Invalid number of components: 0 (expected 1 to 4096)");
    assertThatThrownBy(() -> new SimilaritySketch(1, 4097)).hasMessageContaining("4097");
    assertThatThrownBy(() -> SimilaritySketch.agreement(new long[3], new long[4]))
        .hasMessage("Cannot compare signatures: 3 and 4 components");
  }

  private record Errors(double mean, double square) {}

  /** The error of the estimate over pairs of random sets whose union has {@code union} elements. */
  private static Errors errors(int union, int components, double jaccard, int pairs) {
    RandomGenerator random = Seeds.random(LITERAL_SEED);
    SimilaritySketch sketch = new SimilaritySketch(LITERAL_SEED, components);
    int common = (int) Math.round(union * jaccard);
    int middle = common + (union - common) / 2;
    double sum = 0;
    double squares = 0;
    for (int pair = 0; pair < pairs; pair++) {
      long[] all = random.longs(union).toArray();
      long[] second = Arrays.copyOf(all, common + union - middle);
      System.arraycopy(all, middle, second, common, union - middle);
      long[] first = sketch.signature(Arrays.copyOf(all, middle));
      double error =
          SimilaritySketch.agreement(first, sketch.signature(second)) - (double) common / union;
      sum += error;
      squares += error * error;
    }
    return new Errors(sum / pairs, squares / pairs);
  }
}

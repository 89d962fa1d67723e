package io.hornbook.common.minhash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbook.common.testing.Seeds;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LshParametersTest {
  @Test
  void theCurveIsThatOfThePublishedBandings() {
    assertThat(curve(new LshParameters(25, 10))).containsExactly(0.02, 0.14, 0.51, 0.94, 1.0);
    assertThat(curve(new LshParameters(14, 8))).containsExactly(0.05, 0.21, 0.56, 0.92, 1.0);
    assertThat(curve(new LshParameters(20, 5))).containsExactly(0.47, 0.8, 0.97, 1.0, 1.0);
    assertThat(curve(new LshParameters(16, 128))).containsExactly(0.0, 0.0, 0.0, 0.0, 0.0);
  }

  @Test
  void theCurveRunsFromZeroToOne() {
    LshParameters banding = new LshParameters(21, 7);
    assertThat(banding.candidateProbability(0)).isZero();
    assertThat(banding.candidateProbability(1)).isOne();
    assertThatThrownBy(() -> banding.candidateProbability(1.01))
        .hasMessage("Invalid similarity: 1.01 (expected 0 to 1)");
  }

  @Test
  void choosesBandsThatKeepTheStatedMissProbability() {
    LshParameters chosen = LshParameters.choose(0.7, 0.75, 0.05, 160);
    assertThat(chosen).isEqualTo(new LshParameters(21, 7));
    assertThat(1 - chosen.candidateProbability(0.75)).isLessThanOrEqualTo(0.05);
  }

  @Test
  void moreComponentsMeanLessWorkInVain() {
    LshParameters few = LshParameters.choose(0.7, 0.75, 0.05, 64);
    LshParameters many = LshParameters.choose(0.7, 0.75, 0.05, 256);
    assertThat(many.candidateProbability(0.3)).isLessThan(few.candidateProbability(0.3) / 3);
  }

  @Test
  void everyChoiceKeepsItsPromise() {
    RandomGenerator random = Seeds.random();
    for (int round = 0; round < 200; round++) {
      double threshold = random.nextDouble(0.3, 0.9);
      double target = random.nextDouble(threshold, 0.95);
      double miss = random.nextDouble(0.001, 0.3);
      LshParameters chosen = LshParameters.choose(threshold, target, miss, 512);
      assertThat(1 - chosen.candidateProbability(target)).isLessThanOrEqualTo(miss + 1e-12);
      assertThat(chosen.components()).isLessThanOrEqualTo(512);
    }
  }

  @Test
  void refusesWhatCannotBeKept() {
    assertThatThrownBy(() -> LshParameters.choose(0.7, 0.75, 0.05, 2))
        .hasMessage(
            "Cannot choose bands: 2 components miss more than 0.05 of the pairs at similarity 0.75");
    assertThatThrownBy(() -> LshParameters.choose(0.8, 0.75, 0.05, 128))
        .hasMessageContaining("threshold 0.8, target 0.75");
    assertThatThrownBy(() -> new LshParameters(100, 100))
        .hasMessage(
            "Invalid banding: 100 bands of 100 rows (expected at least 1 each, at most 4096 components)");
  }

  @Test
  void equalRowsInDifferentBandsDoNotMeet() {
    LshParameters banding = new LshParameters(4, 2);
    long[] hashes = banding.bandHashes(new long[] {1, 2, 1, 2, 1, 2, 2, 1});
    assertThat(Arrays.stream(hashes).distinct().count()).isEqualTo(4);
  }

  @Test
  void aBandDependsOnItsOwnRowsAlone() {
    LshParameters banding = new LshParameters(3, 2);
    long[] first = banding.bandHashes(new long[] {1, 2, 3, 4, 5, 6});
    long[] second = banding.bandHashes(new long[] {1, 2, 3, 0, 5, 6});
    assertThat(second[0]).isEqualTo(first[0]);
    assertThat(second[1]).isNotEqualTo(first[1]);
    assertThat(second[2]).isEqualTo(first[2]);
    assertThatThrownBy(() -> banding.bandHashes(new long[5]))
        .hasMessage("Cannot cut a signature into bands: it has 5 components (expected 6)");
  }

  @Test
  void bandHashesArePersistedAndNeverChange() {
    assertThat(new LshParameters(2, 2).bandHashes(new long[] {1, 2, 3, 4}))
        .containsExactly(0x06D4435268B0FF0AL, 0x5AA31EE4FCF0EFFFL);
  }

  @Test
  void pairsMeetAsOftenAsTheCurveSays() {
    LshParameters banding = new LshParameters(21, 7);
    assertThat(observed(banding, 0.6)).isCloseTo(banding.candidateProbability(0.6), within(0.05));
    assertThat(observed(banding, 0.75)).isCloseTo(banding.candidateProbability(0.75), within(0.03));
    assertThat(observed(banding, 0.3)).isLessThan(0.02);
  }

  /** The share of 1,500 pairs of random sets at this similarity that share a band. */
  private static double observed(LshParameters banding, double jaccard) {
    RandomGenerator random = Seeds.random(1704_04370);
    SimilaritySketch sketch = new SimilaritySketch(1, banding.components());
    int common = (int) (400 * jaccard);
    int met = 0;
    for (int pair = 0; pair < 1_500; pair++) {
      long[] shared = random.longs(common).toArray();
      long[] first = bands(banding, sketch, random, shared, (400 - common) / 2);
      long[] second = bands(banding, sketch, random, shared, (400 - common) / 2);
      met += meet(first, second) ? 1 : 0;
    }
    return met / 1_500.0;
  }

  private static long[] bands(
      LshParameters banding,
      SimilaritySketch sketch,
      RandomGenerator random,
      long[] shared,
      int own) {
    long[] all = LongStream.concat(Arrays.stream(shared), random.longs(own)).toArray();
    return banding.bandHashes(sketch.signature(all));
  }

  private static boolean meet(long[] first, long[] second) {
    for (int band = 0; band < first.length; band++) {
      if (first[band] == second[band]) {
        return true;
      }
    }
    return false;
  }

  private static double[] curve(LshParameters banding) {
    return Arrays.stream(new double[] {.5, .6, .7, .8, .9})
        .map(s -> Math.round(banding.candidateProbability(s) * 100) / 100.0)
        .toArray();
  }
}

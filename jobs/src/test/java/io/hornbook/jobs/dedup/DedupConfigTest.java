package io.hornbook.jobs.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.minhash.LshParameters;
import io.hornbook.common.similarity.Threshold;
import io.hornbook.jobs.evidence.Scope;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DedupConfigTest {
  @Test
  void theThresholdIsTheDecimalThatWasWritten() {
    assertThat(config("0.70", 0.75, 160).exactThreshold()).isEqualTo(new Threshold(7, 10));
  }

  @Test
  void theBandsFollowFromTheStatedMissProbability() {
    assertThat(config("0.7", 0.75, 160).banding()).isEqualTo(new LshParameters(21, 7));
  }

  @Test
  void refusesWhatCannotBeKept() {
    assertThatThrownBy(() -> config("1.5", 0.75, 160))
        .hasMessageContaining("Invalid threshold: 1.5");
    assertThatThrownBy(() -> config("0.8", 0.75, 160))
        .hasMessageContaining("threshold 0.8, target 0.75");
    assertThatThrownBy(() -> config("0.7", 0.75, 2))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Cannot choose bands: 2 components");
  }

  @Test
  void aSourceHasOnePlaceInTheOrder() {
    assertThat(DedupConfigs.with("source-order=[a, b]").sourceOrder()).containsExactly("a", "b");
    assertThatThrownBy(() -> DedupConfigs.with("source-order=[a, b, a]"))
        .hasMessageContaining("Invalid source-order: [a, b, a] (expected each source once)");
    String many = IntStream.range(0, 256).mapToObj(i -> "s" + i).toList().toString();
    assertThatThrownBy(() -> DedupConfigs.with("source-order=" + many))
        .hasMessageContaining("Invalid source-order: 256 sources (expected at most 255)");
  }

  @Test
  void scopesAreNamedInLowerCase() {
    assertThat(DedupConfigs.with("scope=repository_snapshot").scope())
        .isEqualTo(Scope.REPOSITORY_SNAPSHOT);
    assertThatThrownBy(() -> DedupConfigs.with("scope=galaxy")).hasMessageContaining("scope");
  }

  @Test
  void namesTheKeyOfABadValue() {
    assertThatThrownBy(() -> new DedupConfig.Buckets(1, 1, 1, 9))
        .hasMessage("Invalid all-pairs-up-to: 1 (expected at least 2)");
    assertThatThrownBy(() -> new DedupConfig.Buckets(4, 5, 1, 9))
        .hasMessage("Invalid hubs: 5 (expected 1 to all-pairs-up-to)");
    assertThatThrownBy(() -> new DedupConfig.Buckets(4, 2, 0, 9))
        .hasMessage("Invalid passes: 0 (expected at least 1)");
    assertThatThrownBy(() -> new DedupConfig.Buckets(4, 2, 1, 1))
        .hasMessage("Invalid alarm-from: 1 (expected at least 2)");
    assertThatThrownBy(() -> new DedupConfig.Schedule(-1, 0))
        .hasMessage("Invalid rounds: -1 (expected at least 0)");
    assertThatThrownBy(() -> new DedupConfig.Schedule(0, -1))
        .hasMessage("Invalid sequential-edges: -1 (expected at least 0)");
  }

  private static DedupConfig config(String threshold, double missAt, int maxComponents) {
    return DedupConfigs.with(
        "threshold=" + threshold, "miss-at=" + missAt, "max-components=" + maxComponents);
  }
}

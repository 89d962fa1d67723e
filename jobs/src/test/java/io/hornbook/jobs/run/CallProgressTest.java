package io.hornbook.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.llm.Progress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallProgressTest {
  private static final long LIMIT = 20_000_000;

  private static String bar(long answered, long replayed, long calls, Duration elapsed) {
    Progress progress = new Progress(answered, replayed, 12, 4_310_000, 20_000);
    return CallProgress.bar("label", progress, calls, LIMIT, elapsed);
  }

  @Test
  void showsLabelsDollarsAndTheTimeLeftInEightyColumns() {
    assertThat(bar(20_000, 25_000, 100_000, Duration.ofHours(2)))
        .startsWith("label [####------] 45,012/100,000, $4.31 of $20.00, 5:29:43 left, 12 failed")
        .endsWith(", $0.02 in doubt");
  }

  @Test
  void tellsNoTimeBeforeTheFirstAnswerAndHasNoCallsToDivideBy() {
    Progress none = new Progress(0, 0, 0, 0, 0);
    assertThat(CallProgress.bar("label", none, 0, LIMIT, Duration.ZERO))
        .isEqualTo("label [----------] 0/0, $0.00 of $20.00, 0 failed, $0.00 in doubt");
    assertThat(bar(88, 0, 100, Duration.ofSeconds(1))).startsWith("label [##########] 100/100, $4");
  }
}

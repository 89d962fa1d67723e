package io.hornbook.common.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HornbookExceptionTest {
  @Test
  void carriesTheExitCodeOfItsKind() {
    assertThat(new ConfigurationException("Invalid seed: x (expected a number)").exitCode())
        .isEqualTo(2);
    assertThat(new DataException("Cannot read part-0: truncated").exitCode()).isEqualTo(3);
  }
}

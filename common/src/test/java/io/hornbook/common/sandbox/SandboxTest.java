package io.hornbook.common.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.failure.DataException;
import io.hornbook.common.sandbox.Verdict.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The program's own tests (jobs/training) hold what the jail stops; these, what comes through. */
class SandboxTest {
  private static Sandbox sandbox;

  @BeforeAll
  static void start() throws InterruptedException, ExecutionException {
    sandbox = new Sandbox("python3", 2, List.of("--memory-mb", "256"));
    try {
      run("", "");
    } catch (ExecutionException e) {
      sandbox.close();
      abort("Skipped: " + e.getCause().getMessage());
    }
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  private static Verdict run(String solution, String tests)
      throws InterruptedException, ExecutionException {
    return sandbox.run(new Program(solution, tests, Duration.ofSeconds(2))).get();
  }

  @Test
  void tellsHowProgramsEnd() throws InterruptedException, ExecutionException {
    String solution = "def f(x):\n    print('ü', x)\n    return x\n";
    Verdict passed = run(solution, "assert f(1) == 1");
    assertThat(passed.passed()).isTrue();
    assertThat(passed.output()).isEqualTo("ü 1\n");
    assertThat(passed.kind()).isEmpty();
    Verdict failed = run(solution, "assert f(1) == 2, 'one'");
    assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(failed.message()).endsWith("AssertionError: one\n");
    assertThat(run("{}['a']", "").kind()).isEqualTo("KeyError");
    assertThat(run("while True: pass", "").outcome()).isEqualTo(Outcome.TIMEOUT);
    Verdict limit = run("x = bytearray(1 << 30)", "");
    assertThat(limit.outcome()).isEqualTo(Outcome.LIMIT);
    assertThat(limit.kind()).isEqualTo("memory");
    assertThat(run("import socket\nsocket.socket()", "").kind()).isEqualTo("PermissionError");
    assertThat(run("open('/usr/x', 'w')", "").kind()).isEqualTo("OSError");
  }

  @Test
  void answersBelongToTheirPrograms() throws InterruptedException, ExecutionException {
    List<CompletableFuture<Verdict>> verdicts = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String solution = "import time\ntime.sleep(%f)\nprint(%d)".formatted(i % 3 * 0.01, i);
      verdicts.add(sandbox.run(new Program(solution, "", Duration.ofSeconds(5))));
    }
    for (int i = 0; i < verdicts.size(); i++) {
      assertThat(verdicts.get(i).get().output()).isEqualTo(i + "\n");
    }
  }

  @Test
  void aRunnerThatCannotRunSaysWhy() throws InterruptedException {
    assertThatThrownBy(() -> new Sandbox("no-such-python", 1, List.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("Cannot start the sandbox: ");
    assertThat(failureUnder("--jail", "none-such")).isInstanceOf(ConfigurationException.class);
    assertThat(failureUnder("--worker", "no json"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("Cannot run programs: the sandbox ended with 1: ");
  }

  private static Throwable failureUnder(String... options) throws InterruptedException {
    try (Sandbox broken = new Sandbox("python3", 1, List.of(options))) {
      return broken
          .run(new Program("", "", Duration.ofSeconds(1)))
          .handle((verdict, failure) -> failure)
          .join();
    }
  }

  @Test
  void refusesTimesThatAreNone() {
    assertThatThrownBy(() -> new Program("", "", Duration.ZERO)).hasMessageContaining("timeout");
  }
}

package io.hornbook.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.jobs.testing.StandaloneCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program by spark-submit on a real cluster: a master and two workers in JVMs of their own, in
 * both deploy modes, with what breaks there.
 */
@Tag("system")
class StandaloneClusterSystemTest {
  @TempDir private static Path temporary;

  private static StandaloneCluster cluster;
  private static Path config;

  @BeforeAll
  static void startCluster() throws Exception {
    cluster = StandaloneCluster.start(temporary.resolve("cluster"));
    config = Programs.small(temporary);
  }

  @AfterAll
  static void stopCluster() throws Exception {
    cluster.stop();
  }

  @Test
  void givesTheSameDigestsInClientModeThoughWorkersAreKilledInTheMiddleOfJobs() throws Exception {
    Path run = temporary.resolve("client");
    Process program = submit(run, List.of("--executor-memory", "1200m"));
    Deque<String> jobs = new ArrayDeque<>(List.of("measure", "dedup", "score"));
    while (program.isAlive() && !jobs.isEmpty()) {
      if (isInTheMiddle(run.resolve(jobs.peek()))) {
        jobs.remove();
        cluster.replaceAWorker();
      }
      Thread.sleep(20);
    }
    finish(program, run);

    assertThat(jobs).as("jobs without a killed worker").isEmpty();
    assertThat(Programs.digests(run)).isEqualTo(Programs.referenceDigests());
    assertThat(strays(run)).isEmpty();
  }

  @Test
  void givesTheSameDigestsInClusterModeWhenTheDriverIsKilledAndTheJobSubmittedAgain()
      throws Exception {
    Path run = temporary.resolve("cluster-mode");
    List<String> options =
        List.of("--deploy-mode", "cluster", "--driver-memory", "1g", "--executor-memory", "1200m");
    Process first = submit(run, options);
    killDriver(first, run);
    assertThat(first.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(run.resolve("dedup/manifest.json")).doesNotExist();

    finish(submit(run, options), run);

    assertThat(first.exitValue()).isNotZero();
    assertThat(Programs.digests(run)).isEqualTo(Programs.referenceDigests());
    assertThat(strays(run)).isEmpty();
  }

  /** Kills the driver, which a worker runs, in the middle of dedup. */
  private static void killDriver(Process program, Path run) throws InterruptedException {
    while (!isInTheMiddle(run.resolve("dedup"))) {
      assertThat(program.isAlive()).as(() -> log(run)).isTrue();
      Thread.sleep(20);
    }
    Optional<ProcessHandle> driver =
        ProcessHandle.allProcesses().filter(each -> isDriverOf(run, each)).findFirst();
    assertThat(driver).isPresent();
    assertThat(driver.get().destroyForcibly()).isTrue();
  }

  private static boolean isDriverOf(Path run, ProcessHandle process) {
    String command = commandLine(process);
    return command.contains("org.apache.spark.deploy.worker.DriverWrapper")
        && command.contains(run.toString());
  }

  // ProcessHandle cuts long command lines off.
  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
    } catch (IOException e) {
      return ""; // it has ended
    }
  }

  /** Whether a job has written something, and has not published. */
  private static boolean isInTheMiddle(Path job) {
    return !Files.exists(job.resolve("manifest.json")) && names(job).contains("part-");
  }

  private static String names(Path folder) {
    try (var files = Files.walk(folder)) {
      return String.join(" ", files.map(file -> file.getFileName().toString()).toList());
    } catch (IOException | UncheckedIOException e) {
      return ""; // files come and go while they are listed
    }
  }

  /** What lies in a run folder and belongs to no publication. */
  private static List<String> strays(Path run) throws IOException {
    List<String> attempts =
        Programs.digests(run).keySet().stream()
            .map(job -> job + "/attempt-" + Programs.folder(run).published(job).attempt())
            .toList();
    try (var files = Files.walk(run)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> run.relativize(file).toString())
          .filter(file -> attempts.stream().noneMatch(file::startsWith) || isTemporary(file))
          .filter(file -> !file.endsWith("/manifest.json") && !file.equals("run.json"))
          .toList();
    }
  }

  private static boolean isTemporary(String file) {
    return file.contains("_temporary") || file.contains(".scratch");
  }

  private static Process submit(Path run, List<String> options) throws IOException {
    return cluster.submit(
        Path.of(run + ".log"),
        options,
        List.of("pipeline", "--config", config.toString(), "--run", run.toString()));
  }

  private static void finish(Process program, Path run) throws InterruptedException {
    assertThat(program.waitFor(15, TimeUnit.MINUTES)).as(() -> log(run)).isTrue();
    assertThat(program.exitValue()).as(() -> log(run)).isZero();
  }

  private static String log(Path run) {
    return Programs.read(Path.of(run + ".log"));
  }
}

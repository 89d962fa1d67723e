package io.hornbook.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.testing.TestData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program on a cluster of two processes, one of which is killed in the middle of dedup. */
@Tag("system")
class LostExecutorSystemTest {
  private static final Path BUILT = TestData.root().resolve("jobs/target");

  @TempDir private Path temporary;

  @Test
  void givesTheSameDigestsWhenAnExecutorIsKilled() throws Exception {
    Path config = Programs.small(temporary);
    Process whole = start("whole", "local[2]", config);
    finish(whole, "whole");

    Process wounded = start("wounded", "local-cluster[2,1,1024]", config);
    ProcessHandle killed = killAnExecutorOfDedup(wounded, temporary.resolve("wounded"));
    finish(wounded, "wounded");

    assertThat(killed.isAlive()).isFalse();
    Map<String, String> digests = Programs.digests(temporary.resolve("wounded"));
    assertThat(digests).containsOnlyKeys("ingest", "measure", "dedup");
    assertThat(digests).isEqualTo(Programs.digests(temporary.resolve("whole")));
  }

  /** Waits until tasks of dedup have written something, and not all. */
  private static ProcessHandle killAnExecutorOfDedup(Process program, Path run) throws Exception {
    while (program.isAlive()) {
      if (hasScratch(run.resolve("dedup"))) {
        Optional<ProcessHandle> executor =
            program.descendants().filter(LostExecutorSystemTest::isExecutor).findFirst();
        if (executor.isPresent() && executor.get().destroyForcibly()) {
          assertThat(run.resolve("dedup/manifest.json")).doesNotExist();
          return executor.get();
        }
      }
      Thread.sleep(20);
    }
    throw new AssertionError("The program ended before an executor was killed");
  }

  private static boolean hasScratch(Path job) {
    try (Stream<Path> files = Files.exists(job) ? Files.walk(job) : Stream.empty()) {
      return files.anyMatch(file -> file.toString().contains(".scratch"));
    } catch (IOException | UncheckedIOException e) {
      return false; // files come and go while they are listed
    }
  }

  private static boolean isExecutor(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend");
  }

  private Process start(String name, String master, Path config) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            TestData.root().resolve("deploy/hornbook").toString(),
            "pipeline",
            "--config",
            config.toString(),
            "--run",
            temporary.resolve(name).toString(),
            "--until",
            "dedup");
    builder.redirectErrorStream(true).redirectOutput(log(name).toFile());
    String classPath = BUILT.resolve("hornbook-jobs.jar") + ":" + BUILT.resolve("lib") + "/*";
    builder
        .environment()
        .put(
            "HORNBOOK_OPTS",
            "-Dspark.master=" + master + " -Dspark.executor.extraClassPath=" + classPath);
    builder.environment().put("HORNBOOK_HEAP", "2g");
    builder.environment().put("SPARK_HOME", BUILT.resolve("spark").toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    return builder.start();
  }

  private void finish(Process program, String name) throws Exception {
    assertThat(program.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(program.exitValue()).as(() -> Programs.read(log(name))).isZero();
  }

  private Path log(String name) {
    return temporary.resolve(name + ".log");
  }
}

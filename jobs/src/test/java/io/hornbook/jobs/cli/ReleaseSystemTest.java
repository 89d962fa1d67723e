package io.hornbook.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The release for a Spark installation, unpacked where no checkout is. */
@Tag("system")
class ReleaseSystemTest {
  private static final String CONFIG =
      """
      corpus: first
      buckets: 2
      ingest:
        sources:
          - {kind: stack-exchange, name: questions, root: "${here}/demo/stackexchange", repository: beginners.example}
          - {kind: files, name: leaked, root: "${here}/demo/leaked", include: ["**/*.py"], repository: example/leaked}
      """;

  @TempDir private static Path temporary;

  private static Path home;
  private static Path config;

  @BeforeAll
  static void unpack() throws Exception {
    Path archive;
    try (var files = Files.newDirectoryStream(TestData.root().resolve("jobs/target"), "*.tar.gz")) {
      archive = files.iterator().next();
    }
    assertThat(run(List.of("tar", "-xzf", archive.toString()), Map.of()).exitCode()).isZero();
    home = temporary.resolve(archive.getFileName().toString().replace(".tar.gz", ""));
    config = Files.writeString(home.resolve("conf/first.yaml"), CONFIG);
  }

  @Test
  void runsBySparkSubmitAndItsLauncherFindsWhatThatPublished() throws Exception {
    Programs.Result submitted = run(arguments(Programs.sparkSubmit(home), "ingest"), Map.of());
    assertThat(submitted.exitCode()).as(submitted.err()).isZero();
    assertThat(Programs.folder(temporary.resolve("run")).published("ingest").accounting().kept())
        .isPositive();

    Map<String, String> environment = Map.of("SPARK_HOME", Programs.SPARK.toString());
    Programs.Result launched = run(arguments(launcher(), "ingest"), environment);
    assertThat(launched.exitCode()).as(launched.err()).isZero();
    assertThat(launched.err()).contains("nothing to do");
  }

  @Test
  void holdsProgramConfigsDeploymentAndTrainingAndNeitherSparkNorTests() throws IOException {
    assertThat(home.resolve("hornbook-jobs.jar")).exists();
    assertThat(List.of("README.md", "LICENSE", "CHANGELOG.md", "conf/defaults.yaml"))
        .allSatisfy(file -> assertThat(home.resolve(file)).exists());
    assertThat(List.of("bin/hornbook", "deploy/hornbook", "deploy/cluster/hornbook-cluster"))
        .allSatisfy(file -> assertThat(home.resolve(file)).isExecutable());
    assertThat(home.resolve("jobs/training/src/hornbook_training/train.py")).exists();
    try (var files = Files.walk(home)) {
      assertThat(files.map(file -> home.relativize(file).toString()))
          .noneMatch(file -> file.contains("/spark-core") || file.contains("/spark-sql"))
          .noneMatch(file -> file.contains(".venv") || file.contains("/tests/"))
          .noneMatch(file -> file.startsWith("lib/") && file.contains("hornbook-common"));
    }
  }

  @Test
  void saysWhereSparkIsMissing() throws Exception {
    Programs.Result started = run(arguments(launcher(), "ingest"), Map.of("SPARK_HOME", "/none"));
    assertThat(started.exitCode()).isEqualTo(2);
    assertThat(started.err())
        .startsWith("hornbook: Cannot start: this release holds no Spark (set SPARK_HOME");
  }

  private static List<String> launcher() {
    return List.of(home.resolve("bin/hornbook").toString());
  }

  private static List<String> arguments(List<String> program, String job) {
    List<String> command = new ArrayList<>(program);
    command.addAll(
        List.of(
            job,
            "--config",
            config.toString(),
            "--run",
            temporary.resolve("run").toAbsolutePath().toString()));
    return command;
  }

  /** Runs a command in the folder where the release lies; both of its streams are {@code err}. */
  private static Programs.Result run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile(temporary, "command", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(temporary.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("SPARK_HOME", Programs.SPARK.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("HORNBOOK_HEAP", "1g");
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return new Programs.Result(process.exitValue(), "", Programs.read(log));
  }
}

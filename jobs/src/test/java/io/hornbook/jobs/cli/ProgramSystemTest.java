package io.hornbook.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a user gets it: the launcher, and spark-submit with the jar and {@code lib/}. */
@Tag("system")
class ProgramSystemTest {
  private static final Path BUILT = TestData.root().resolve("jobs/target");

  @TempDir private Path temporary;

  @Test
  void givesTheSameDigestsOnOneCoreOnFourInAnotherOrderAndUnderSparkSubmit() throws Exception {
    Path config = Programs.small(temporary);
    List<String> launcher = List.of(TestData.root().resolve("deploy/hornbook").toString());

    Map<String, String> one = Programs.referenceDigests();
    Map<String, String> four = pipeline("four", launcher, "local[4]", reversed(config));
    Map<String, String> submitted =
        pipeline("submitted", Programs.sparkSubmit(BUILT), "local[2]", config);

    assertThat(one).hasSize(Catalogue.JOBS.size());
    assertThat(four).isEqualTo(one);
    assertThat(submitted).isEqualTo(one);
  }

  @Test
  void theJarHoldsHornbookAlone() throws IOException {
    try (JarFile jar = new JarFile(BUILT.resolve("hornbook-jobs.jar").toFile())) {
      assertThat(jar.stream().map(entry -> entry.getName()).filter(name -> name.endsWith(".class")))
          .isNotEmpty()
          .allMatch(name -> name.startsWith("io/hornbook/"));
    }
    try (var files = Files.list(BUILT.resolve("lib"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .anyMatch(name -> name.startsWith("openai-java"))
          .filteredOn(name -> !name.startsWith("spark-hadoop-cloud")) // no distribution ships it
          .noneMatch(name -> name.startsWith("spark-") || name.startsWith("jackson-databind"));
    }
  }

  @Test
  void aWrongConfigIsExitCode2FromTheShell() throws Exception {
    Path log = temporary.resolve("log");
    int exitCode =
        exitCode(
            List.of(
                TestData.root().resolve("deploy/hornbook").toString(),
                "ingest",
                "--config",
                "no-such.yaml",
                "--run",
                temporary.toString()),
            "local[1]",
            log);
    assertThat(exitCode).isEqualTo(2);
    assertThat(Files.readString(log))
        .isEqualTo(
            "hornbook: Cannot read the config no-such.yaml: there is no such file"
                + System.lineSeparator());
  }

  private Map<String, String> pipeline(
      String name, List<String> program, String master, Path config) throws Exception {
    Path run = temporary.resolve(name);
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of("pipeline", "--config", config.toString(), "--run", run.toString()));
    Path log = temporary.resolve(name + ".log");
    assertThat(exitCode(command, master, log)).as(() -> Programs.read(log)).isZero();
    return Programs.digests(run);
  }

  private static int exitCode(List<String> command, String master, Path log) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("HORNBOOK_OPTS", "-Dspark.master=" + master);
    builder.environment().put("HORNBOOK_HEAP", "2g");
    builder.environment().put("SPARK_HOME", BUILT.resolve("spark").toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    Process process = builder.start();
    assertThat(process.waitFor(20, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  /** The config with its sources in the opposite order. */
  private Path reversed(Path config) throws IOException {
    Matcher sources =
        Pattern.compile("(?s)(    - kind: .*?)(?=    - kind: |label:)")
            .matcher(Files.readString(config));
    List<String> each = new ArrayList<>();
    int start = -1;
    int end = -1;
    while (sources.find()) {
      start = start < 0 ? sources.start() : start;
      end = sources.end();
      each.add(sources.group(1));
    }
    assertThat(each).hasSize(5);
    Collections.reverse(each);
    String text = Files.readString(config);
    return Files.writeString(
        temporary.resolve("reversed.yaml"),
        text.substring(0, start) + String.join("", each) + text.substring(end));
  }
}

package io.hornbook.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.jobs.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the program says and returns when something is wrong. */
@SparkTest
class MainTest {
  @TempDir private Path temporary;
  private Path config;

  @BeforeEach
  void writeConfig(SparkSession session) throws IOException {
    assertThat(session).isNotNull();
    Path code = Files.createDirectories(temporary.resolve("code"));
    Files.writeString(code.resolve("a.py"), "x = 1\n");
    Files.writeString(code.resolve("co:lon.py"), "x = 2\n");
    config =
        Files.writeString(
            temporary.resolve("corpus.yaml"),
            """
            corpus: tiny
            buckets: 1
            ingest:
              sources:
                - {kind: files, name: code, root: '${here}/code'}
            label: {recorded: {path: labels.jsonl}}
            """);
  }

  private Programs.Result ingest(String... more) {
    String[] arguments = new String[5 + more.length];
    arguments[0] = "ingest";
    arguments[1] = "--config";
    arguments[2] = config.toString();
    arguments[3] = "--run";
    arguments[4] = temporary.resolve("run").toString();
    System.arraycopy(more, 0, arguments, 5, more.length);
    return Programs.run(arguments);
  }

  @Test
  void everyJobHasItsHelp() {
    for (String job : Catalogue.names()) {
      Programs.Result help = Programs.run(job, "--help");
      assertThat(help.exitCode()).isZero();
      assertThat(help.out()).contains("--config", "--run", "--set", "--replace");
    }
    assertThat(Programs.run("--help").out()).contains("pipeline", "explain", "train-classifier");
  }

  @Test
  void anUnknownKeyIsExitCode2AndListsTheKnownOnes() {
    Programs.Result result = ingest("--set", "ingest.max-bytes=3", "--set", "dedup.threshold=2");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .contains(
            "hornbook: Invalid config, 2 problems",
            "Unknown key ingest.max-bytes (known here: blobs, fallback-encoding, max-record-bytes,"
                + " max-row-group-bytes, piece-bytes, sources, split-bytes)")
        .doesNotContain("\tat ");
  }

  @Test
  void aMissingConfigIsExitCode2() {
    Programs.Result result =
        Programs.run("ingest", "--config", "no-such.yaml", "--run", temporary.toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).startsWith("hornbook: Cannot read the config no-such.yaml");
  }

  @Test
  void aMissingInputIsExitCode2AndOneSentence() throws IOException {
    Files.delete(temporary.resolve("code/a.py"));
    Files.delete(temporary.resolve("code/co:lon.py"));
    Files.delete(temporary.resolve("code"));
    Programs.Result result = ingest();

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("hornbook: ", temporary.resolve("code").toString());
    assertThat(result.err()).doesNotContain("\tat ");
  }

  @Test
  void aJobBeforeItsInputsIsExitCode2() {
    Programs.Result result =
        Programs.run(
            "dedup", "--config", config.toString(), "--run", temporary.resolve("run").toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("run `hornbook ingest` first");
  }

  @Test
  void aRunFolderOfAnotherConfigIsExitCode2UnlessReplaced() {
    Programs.Result first = ingest();
    assertThat(first.err()).contains("2 records: 2 kept");
    assertThat(first.exitCode()).isZero();
    Programs.Result other = ingest("--set", "ingest.max-record-bytes=1000");

    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err()).contains("another config", "--replace");
    assertThat(ingest("--set", "ingest.max-record-bytes=1000", "--replace").exitCode()).isZero();
    assertThat(ingest("--set", "buckets=2").exitCode()).isEqualTo(2);
  }

  @Test
  void aWrongCommandLineIsExitCode2() {
    assertThat(Programs.run("ingest").exitCode()).isEqualTo(2);
    assertThat(Programs.run("no-such-job").exitCode()).isEqualTo(2);
  }
}

package io.hornbook.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pipeline --dry-run}. */
@Tag("slow")
class DryRunTest {
  @TempDir private Path temporary;

  private Path config;
  private Path run;

  @BeforeEach
  void writeInput() throws IOException {
    Path code = Files.createDirectory(temporary.resolve("code"));
    Files.writeString(code.resolve("a.py"), "a = 1\n");
    Files.writeString(temporary.resolve("labels.jsonl"), "");
    run = temporary.resolve("run");
    config =
        Files.writeString(
            temporary.resolve("corpus.yaml"),
            """
            corpus: tiny
            ingest: {sources: [{kind: files, name: code, root: "${here}/code"}]}
            label: {recorded: {path: "${here}/labels.jsonl"}}
            """);
  }

  private Programs.Result pipeline(String... more) {
    String[] arguments = new String[5 + more.length];
    arguments[0] = "pipeline";
    arguments[1] = "--config";
    arguments[2] = config.toString();
    arguments[3] = "--run";
    arguments[4] = run.toString();
    System.arraycopy(more, 0, arguments, 5, more.length);
    return Programs.run(arguments);
  }

  @Test
  void tellsWhatWouldRunAndWritesNothing() {
    Programs.Result result = pipeline("--dry-run");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("tiny: the config holds")
        .contains("ingest           to run; reads 1 file of 0.000 GB")
        .contains("export           to run");
    assertThat(run).doesNotExist();
  }

  @Test
  void tellsWhatIsPublishedAndWhatAnotherConfigReplaces() {
    assertThat(pipeline("--until", "measure").exitCode()).isZero();

    assertThat(pipeline("--dry-run").out())
        .contains("ingest           published; reads 1 file")
        .contains("measure          published")
        .contains("dedup            to run");
    assertThat(pipeline("--dry-run", "--set", "ingest.max-record-bytes=1000").out())
        .contains("ingest           to run, over another result: it asks for --replace")
        .contains("measure          to run again, where its inputs change");
  }

  @Test
  void aMissingFileIsExitCode2() throws IOException {
    Files.delete(temporary.resolve("labels.jsonl"));

    Programs.Result result = pipeline("--dry-run");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("Cannot read labels", "there is no such file");
  }
}

package io.hornbook.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.manifest.Manifest;
import io.hornbook.jobs.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that build on one another, as a schedule starts them. */
@Tag("slow")
@SparkTest
class ChainCommandTest {
  @TempDir private Path temporary;
  private Path config;

  @BeforeEach
  void writeConfig(SparkSession session) throws IOException {
    assertThat(session).isNotNull();
    Path code = Files.createDirectories(temporary.resolve("code"));
    Files.writeString(code.resolve("a.py"), "x = 1\n");
    Files.writeString(code.resolve("b.py"), "y = 2\n");
    config =
        Files.writeString(
            temporary.resolve("corpus.yaml"),
            """
            corpus: tiny
            buckets: 1
            ingest:
              sources:
                - {kind: files, name: code, root: '${here}/code'}
            rules: []
            label: {recorded: {path: labels.jsonl}}
            index: {keep: true}
            """);
  }

  private Programs.Result run(String command, String run, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of(command, "--config", config.toString(), "--run", folder(run)));
    arguments.addAll(List.of(more));
    return Programs.run(arguments.toArray(String[]::new));
  }

  private String folder(String run) {
    return temporary.resolve(run).toString();
  }

  @Test
  void takesWhatIsNewAndCanLoseARun() throws IOException {
    assertThat(run("pipeline", "january", "--until", "dedup").exitCode()).isZero();
    Files.writeString(temporary.resolve("code/copy-of-a.py"), "x = 1\n");
    String[] onJanuary = {"--until", "dedup", "--base-run", folder("january")};
    Programs.Result february = run("pipeline", "february", onJanuary);

    assertThat(february.err()).contains("2 in_base_run", "1 exact_duplicate");
    assertThat(february.out()).contains("2 in base run");
    Manifest dedup = Programs.folder(temporary.resolve("february")).published("dedup");
    assertThat(dedup.accounting().dropped()).containsEntry("exact_duplicate", 1L);
    Programs.Result again = run("pipeline", "february", "--until", "dedup");
    assertThat(again.err().lines().filter(line -> line.contains("nothing to do"))).hasSize(4);

    Programs.Result removed =
        Programs.run("remove-run", "--run", folder("january"), "--from", folder("february"));
    assertThat(removed.out())
        .contains("1 duplicates and 2 records that ingest passed over are in again", "Removed.");
    assertThat(run("dedup", "february").exitCode()).isEqualTo(2);
    assertThat(run("pipeline", "february", "--until", "dedup", "--replace").exitCode()).isZero();
    assertThat(Programs.folder(temporary.resolve("february")).published("ingest").accounting())
        .extracting(accounting -> accounting.kept())
        .isEqualTo(3L);
  }

  @Test
  void aBaseRunThatKeepsNoIndexIsExitCode2() throws IOException {
    run("pipeline", "january", "--until", "dedup", "--set", "index.keep=false");
    Files.writeString(temporary.resolve("code/c.py"), "z = 3\n");
    Programs.Result february =
        run("pipeline", "february", "--until", "dedup", "--base-run", folder("january"));

    assertThat(february.exitCode()).isEqualTo(2);
    assertThat(february.err()).contains("run `hornbook index` first").doesNotContain("\tat ");
    assertThat(run("index", "january").exitCode()).isZero();
    assertThat(run("compact-index", "january").exitCode()).isZero();
    assertThat(run("dedup", "february").exitCode()).isZero();
  }

  @Test
  void aBaseRunThatIsNoneIsExitCode2() {
    Programs.Result result = run("ingest", "february", "--base-run", folder("nowhere"));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("nowhere as the base run of").contains("no run in it");
  }
}

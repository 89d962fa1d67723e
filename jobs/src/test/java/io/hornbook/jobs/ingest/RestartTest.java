package io.hornbook.jobs.ingest;

import static io.hornbook.jobs.ingest.Fixtures.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hornbook.common.manifest.Manifest;
import io.hornbook.jobs.testing.Runs;
import io.hornbook.jobs.testing.ScriptedFileSystem;
import io.hornbook.jobs.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an attempt of ingest has finished is not read again by the next. */
@Tag("slow")
@SparkTest
class RestartTest {
  /** Two files a piece: one and what the opening of another counts. */
  private static final long PIECE = 1_500_000;

  private static final int FILES = 10;

  private final SparkSession session;
  private final Path temporary;
  private Path input;

  RestartTest(SparkSession session, @TempDir Path temporary) {
    this.session = session;
    this.temporary = temporary;
  }

  @BeforeEach
  void tenFilesAndADump() throws IOException {
    ScriptedFileSystem.reset();
    input = temporary.resolve("input");
    for (int i = 0; i < FILES; i++) {
      write(input.resolve(i + ".py"), "number = " + i + "\n");
    }
    String row = "<row Id=\"%d\" PostTypeId=\"%d\" %s Body=\"b\" />%n";
    write(
        input.resolve("Posts.xml"),
        "<posts>\n"
            + row.formatted(1, 1, "")
            + row.formatted(2, 2, "ParentId=\"1\"")
            + row.formatted(3, 2, "ParentId=\"1\"")
            + "</posts>");
  }

  @AfterEach
  void forget() {
    ScriptedFileSystem.reset();
  }

  @Test
  void readsWhatADeadAttemptHadNotFinishedAndGivesTheSameDigest() {
    Manifest undisturbed = new Runs(session, temporary.resolve("a")).run(job(1_000_000_000));
    Runs runs = new Runs(session, temporary.resolve("b"));
    ScriptedFileSystem.reset();
    ScriptedFileSystem.fail("7.py", Integer.MAX_VALUE);
    assertThatThrownBy(() -> runs.run(job(PIECE))).hasStackTraceContaining("the script says so");
    awaitItsLastTask();
    assertThat(ScriptedFileSystem.opened()).contains("0.py", "5.py").doesNotContain("9.py");

    ScriptedFileSystem.reset();
    Manifest second = runs.run(job(PIECE));

    assertThat(second.digest()).isEqualTo(undisturbed.digest());
    assertThat(second.accounting()).isEqualTo(undisturbed.accounting());
    assertThat(second.accounting().read()).isEqualTo(FILES + 3);
    assertThat(ScriptedFileSystem.opened())
        .filteredOn(name -> name.endsWith(".py"))
        .containsExactlyInAnyOrder("6.py", "7.py", "8.py", "9.py");
    assertThat(temporary.resolve("b/ingest/pieces")).doesNotExist();
  }

  @Test
  void takesNoPieceOfAnotherInput() throws IOException {
    Runs runs = new Runs(session, temporary.resolve("run"));
    ScriptedFileSystem.fail("7.py", Integer.MAX_VALUE);
    assertThatThrownBy(() -> runs.run(job(PIECE))).isInstanceOf(Exception.class);
    awaitItsLastTask();
    write(input.resolve("0.py"), "another = 'text'\n");

    ScriptedFileSystem.reset();
    Manifest second = runs.run(job(PIECE));

    assertThat(second.accounting().isBalanced()).isTrue();
    assertThat(ScriptedFileSystem.opened()).filteredOn(name -> name.endsWith(".py")).hasSize(FILES);
    assertThat(Files.exists(temporary.resolve("run/ingest/pieces"))).isFalse();
  }

  @Test
  void piecesDependOnTheItemsAlone() {
    List<WorkItem> items =
        List.of(item("b", 10), item("a", 3_000_000), item("d", 5), item("c", 500_000));
    List<WorkItem> reversed = new ArrayList<>(items);
    Collections.reverse(reversed);
    assertThat(WorkItem.pieces(reversed, 2_000_000)).isEqualTo(WorkItem.pieces(items, 2_000_000));
    assertThat(WorkItem.pieces(items, 2_000_000))
        .extracting(piece -> piece.stream().map(WorkItem::path).toList())
        .containsExactly(List.of("a"), List.of("b", "c"), List.of("d"));
  }

  /** A job fails with its first task; the others of its stage go on, and still open files. */
  private void awaitItsLastTask() {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                Arrays.stream(session.sparkContext().statusTracker().getExecutorInfos())
                    .allMatch(executor -> executor.numRunningTasks() == 0));
  }

  private static WorkItem item(String path, long length) {
    return WorkItem.whole(0, path, path, length, null);
  }

  private IngestJob job(long pieceBytes) {
    String root = ScriptedFileSystem.root(input);
    return Fixtures.job(
        100_000_000,
        pieceBytes,
        "- {kind: files, name: f, root: '%s', include: ['*.py']}\n- {kind: stack-exchange, name: s, root: '%s'}"
            .formatted(root, root));
  }
}

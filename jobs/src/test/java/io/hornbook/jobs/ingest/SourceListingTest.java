package io.hornbook.jobs.ingest;

import static io.hornbook.jobs.ingest.Fixtures.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.manifest.Manifest.ExternalFile;
import io.hornbook.jobs.ingest.WorkItem.Unreadable;
import io.hornbook.jobs.run.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceListingTest {
  private static final String COMMIT = "1234567890abcdef1234567890abcdef12345678";
  private static final String OTHER = "abcdef1234567890abcdef1234567890abcdef12";

  @TempDir Path temporary;

  /** A folder with signs that a path on an object store or a tidy disk does not have. */
  private Path root;

  @BeforeEach
  void folder() throws IOException {
    root = Files.createDirectory(temporary.resolve("a folder: 1%"));
  }

  @Test
  void followsLinksButNeverInACircle() throws IOException {
    write(root.resolve("real/a.py"), "x");
    Files.createSymbolicLink(root.resolve("file.py"), root.resolve("real/a.py"));
    Files.createSymbolicLink(root.resolve("folder"), root.resolve("real"));
    Files.createSymbolicLink(root.resolve("real/back"), root);
    Files.createSymbolicLink(root.resolve("gone.py"), root.resolve("nowhere"));

    assertThat(items(root).stream().filter(item -> !(item.part() instanceof Unreadable)))
        .extracting(WorkItem::path)
        .containsExactly("file.py", "folder/a.py", "real/a.py");
    assertThat(
            items(root).stream()
                .filter(item -> item.part() instanceof Unreadable)
                .map(item -> item.path() + " " + ((Unreadable) item.part()).reason()))
        .containsExactly("folder/back link_loop", "gone.py broken_link", "real/back link_loop");
  }

  @Test
  void readsTheCommitOfACheckoutAndLeavesGitOut() throws IOException {
    write(root.resolve(".git/HEAD"), "ref: refs/heads/main\n");
    write(root.resolve(".git/refs/heads/main"), COMMIT + "\n");
    write(root.resolve(".gitignore"), "*.o");
    write(root.resolve("src/a.py"), "x");
    write(root.resolve("inner/.git/HEAD"), "ref: refs/heads/b/c\n");
    write(root.resolve("inner/.git/packed-refs"), "# pack-refs\n" + OTHER + " refs/heads/b/c\n");
    write(root.resolve("inner/src/b.py"), "x");

    assertThat(revisions(root))
        .isEqualTo(
            List.of(".gitignore " + COMMIT, "inner/src/b.py " + OTHER, "src/a.py " + COMMIT));
    assertThat(SourceListing.external(List.of(files(root)), storage()))
        .extracting(ExternalFile::path)
        .contains("f/.git/" + COMMIT, "f/inner/.git/" + OTHER);
  }

  @Test
  void saysNoCommitWhereHeadTellsNone() throws IOException {
    write(root.resolve("a/.git/HEAD"), COMMIT);
    write(root.resolve("b/.git/HEAD"), "ref: refs/heads/.invalid\n");
    write(root.resolve("c/.git"), "gitdir: ../elsewhere\n");
    write(root.resolve("d/.git/HEAD"), "ref: refs/../../secret\n");
    for (String folder : List.of("a", "b", "c", "d")) {
      write(root.resolve(folder + "/x.py"), "x");
    }
    assertThat(revisions(root))
        .isEqualTo(List.of("a/x.py " + COMMIT, "b/x.py null", "c/x.py null", "d/x.py null"));
  }

  @Test
  void cutsALongPlainFileOfLinesAndNoOther() throws IOException {
    write(root.resolve("l.jsonl"), "x".repeat(250));
    write(root.resolve("short.jsonl"), "x".repeat(100));
    write(root.resolve("l.jsonl.gz"), "x".repeat(250));
    Source lines =
        Fixtures.job("- {kind: jsonl, name: l, root: '%s', columns: {text: t}}".formatted(root))
            .ingest()
            .sources()
            .get(0);
    List<WorkItem> files = SourceListing.items(List.of(lines), storage());
    assertThat(SourceItems.of(files, List.of(lines.spec()), 100, null))
        .extracting(item -> item.path() + " " + item.part())
        .containsExactly(
            "l.jsonl Lines[range=ByteRange[from=0, to=100]]",
            "l.jsonl Lines[range=ByteRange[from=100, to=200]]",
            "l.jsonl Lines[range=ByteRange[from=200, to=250]]",
            "l.jsonl.gz Whole[]",
            "short.jsonl Whole[]");
  }

  @Test
  void tellsHowFarALongFileIs() throws IOException {
    write(root.resolve("l.jsonl"), "x".repeat(2_500_000));
    WorkItem item =
        WorkItem.whole(
            0,
            "l.jsonl",
            new org.apache.hadoop.fs.Path(root.resolve("l.jsonl").toUri()).toString(),
            2_500_000,
            null);
    HadoopFile file = HadoopFile.of(item, new Configuration());
    try (InputStream in = file.open()) {
      in.readNBytes(1_500_000);
    }
    try (SeekableByteChannel channel = file.channel()) {
      channel.read(ByteBuffer.allocate(600_000).limit(600_000));
    }
    assertThat(ReadingProgress.message(file, item, 1_234))
        .isEqualTo("Reading l.jsonl: 1,234 records, 1 of 2 MB");
    assertThat(file.consumed()).hasValueGreaterThan(1_500_000);
  }

  private static List<String> revisions(Path root) {
    Function<WorkItem, String> told = item -> item.path() + " " + item.revision();
    return items(root).stream().map(told).collect(Collectors.toList());
  }

  private static List<WorkItem> items(Path root) {
    return SourceListing.items(List.of(files(root)), storage());
  }

  private static Source files(Path root) {
    return Fixtures.job("- {kind: files, name: f, root: '%s'}".formatted(root))
        .ingest()
        .sources()
        .get(0);
  }

  private static Storage storage() {
    return new Storage(new Configuration());
  }
}

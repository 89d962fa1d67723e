package io.hornbook.jobs.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hornbook.common.document.Provenance;
import io.hornbook.jobs.dedup.Corpus.Duplicate;
import io.hornbook.jobs.testing.SparkTest;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which documents meet, and which source keeps what two sources have. */
@Tag("slow")
@SparkTest
class ScopesTest {
  private final SparkSession session;

  ScopesTest(SparkSession session) {
    this.session = session;
  }

  @Test
  void documentsOfOtherScopesNeverMeet() {
    String text = Corpus.words(0, 100);
    Corpus corpus =
        new Corpus()
            .add(new Provenance("a", "r", "a/r/1", "1"), text, 9)
            .add(new Provenance("a", "r", "a/r/1 again", "1"), Corpus.words(0, 99), 8)
            .add(new Provenance("a", "r", "a/r/2", "2"), text, 7)
            .add(new Provenance("a", "s", "a/s/1", "1"), text + " ", 6)
            .add(new Provenance("b", "r", "b/r/1", "1"), text, 5)
            .add(new Provenance("b", null, "b", null), text, 4)
            .add(new Provenance("b", null, "b again", null), text + "\n", 3);
    assertThat(duplicates(corpus, "scope=global"))
        .hasSize(6)
        .allMatch(row -> row.survivor().equals("a/r/1"));
    assertThat(duplicates(corpus, "scope=source"))
        .extracting(Duplicate::path, Duplicate::survivor)
        .containsExactlyInAnyOrder(
            tuple("a/r/1 again", "a/r/1"),
            tuple("a/r/2", "a/r/1"),
            tuple("a/s/1", "a/r/1"),
            tuple("b", "b/r/1"),
            tuple("b again", "b/r/1"));
    assertThat(duplicates(corpus, "scope=repository_snapshot"))
        .extracting(Duplicate::path, Duplicate::survivor)
        .containsExactlyInAnyOrder(tuple("a/r/1 again", "a/r/1"), tuple("b again", "b"));
  }

  @Test
  void foldedCommentsRespectScopesToo() {
    Corpus corpus =
        new Corpus()
            .add(new Provenance("a", null, "a", null), "x = 1  # one", 3)
            .add(new Provenance("a", null, "a again", null), "x = 1  # first of all", 2)
            .add(new Provenance("b", null, "b", null), "x = 1", 1);
    assertThat(duplicates(corpus, "scope=source", "fold-comments=true"))
        .extracting(Duplicate::path, Duplicate::survivor)
        .containsExactly(tuple("a again", "a"));
    assertThat(duplicates(corpus, "fold-comments=true")).hasSize(2);
  }

  @Test
  void thePreferredSourceKeepsWhatTwoSourcesHave() {
    Corpus corpus =
        new Corpus()
            .add(new Provenance("the-stack", null, "stack", null), Corpus.words(0, 100), 1_000)
            .add(new Provenance("questions", null, "answer", null), Corpus.words(0, 99), 0)
            .add(new Provenance("web", null, "page", null), Corpus.words(0, 98), 5_000);
    assertThat(duplicates(corpus)).extracting(Duplicate::survivor).containsOnly("page");
    assertThat(duplicates(corpus, "source-order=[questions, the-stack]"))
        .extracting(Duplicate::path, Duplicate::survivor)
        .containsExactlyInAnyOrder(tuple("stack", "answer"), tuple("page", "answer"));
    assertThat(duplicates(corpus, "source-order=[the-stack]"))
        .extracting(Duplicate::survivor)
        .containsOnly("stack");
  }

  private List<Duplicate> duplicates(Corpus corpus, String... assignments) {
    return corpus.duplicates(
        new Deduplication(DedupConfigs.with(assignments), 1, Rows.inMemory(session))
            .run(corpus.documents(session))
            .duplicates());
  }
}

package io.hornbook.jobs.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hornbook.common.testing.Seeds;
import io.hornbook.jobs.dedup.Corpus.Duplicate;
import io.hornbook.jobs.testing.SparkTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Small corpora whose answer is known, and the faults of other deduplicators, each by its name. */
@Tag("slow")
@SparkTest
class DeduplicationTest {
  private final SparkSession session;

  DeduplicationTest(SparkSession session) {
    this.session = session;
  }

  @Test
  void namesTheSurvivorAndTheMeasuredOverlap() {
    Corpus corpus =
        new Corpus()
            .add("first", Corpus.words(0, 100), 9)
            .add("edited", Corpus.words(0, 95), 1)
            .add("other", Corpus.words(500, 100), 1);
    assertThat(duplicates(corpus))
        .containsExactly(new Duplicate("edited", "near", "first", 91, 96, 2));
  }

  @Test
  void exactCopiesOfARemovedDocumentPointAtTheFinalSurvivor() {
    Corpus corpus =
        new Corpus()
            .add("first", Corpus.words(0, 100), 9)
            .add("first copy", Corpus.words(0, 100), 8)
            .add("edited", Corpus.words(0, 95), 7)
            .add("edited copy", Corpus.words(0, 95), 6)
            .add("edited reformatted", Corpus.words(0, 95).replace(" ", ", "), 5);
    assertThat(duplicates(corpus))
        .containsExactlyInAnyOrder(
            new Duplicate("first copy", "exact", "first", null, null, 5),
            new Duplicate("edited", "near", "first", 91, 96, 5),
            new Duplicate("edited copy", "near", "first", 91, 96, 5),
            new Duplicate("edited reformatted", "near", "first", 91, 96, 5));
  }

  @Test
  void normalisedCopiesPointAtTheFinalSurvivorToo() {
    Corpus corpus =
        new Corpus()
            .add("first", Corpus.words(0, 100), 9)
            .add("first reflowed", Corpus.words(0, 100).replace("\n", " \r\n\r\n"), 8)
            .add("edited", Corpus.words(0, 95), 7)
            .add("edited reflowed", Corpus.words(0, 95).replace(" ", "  "), 6);
    assertThat(duplicates(corpus))
        .containsExactlyInAnyOrder(
            new Duplicate("first reflowed", "normalised", "first", null, null, 4),
            new Duplicate("edited", "near", "first", 91, 96, 4),
            new Duplicate("edited reflowed", "near", "first", 91, 96, 4));
  }

  /** Equal shingle sets, of which the normal forms tell which are but reformatted. */
  @Test
  void ofEqualShingleSetsTheNormalFormTellsTheKind() {
    String text = Corpus.words(0, 100);
    Corpus corpus =
        new Corpus()
            .add("first", text, 9)
            .add("copy", text, 8)
            .add("reflowed", text.replace("\n", " \r\n\r\n"), 7)
            .add("punctuated", text.replace(" ", ", "), 6);
    assertThat(duplicates(corpus))
        .containsExactlyInAnyOrder(
            new Duplicate("copy", "exact", "first", null, null, 4),
            new Duplicate("reflowed", "normalised", "first", null, null, 4),
            new Duplicate("punctuated", "near", "first", 96, 96, 4));
  }

  @Test
  void commentsCountUnlessTheyAreFolded() {
    String code = "def f(x):\n    return x + 1\n";
    Corpus corpus =
        new Corpus()
            .add("bare", code, 1)
            .add("commented", code.replace("x):", "x):  # " + Corpus.words(0, 9)), 3)
            .add("otherwise", "# " + Corpus.words(50, 30).replace("\n", "\n# ") + "\n" + code, 2)
            .add("comment", "# " + Corpus.words(0, 9), 9)
            .add("other comment", "# " + Corpus.words(70, 9), 9);
    assertThat(duplicates(corpus)).isEmpty();
    assertThat(duplicates(corpus, DedupConfigs.with("fold-comments=true")))
        .containsExactlyInAnyOrder(
            new Duplicate("bare", "normalised", "commented", null, null, 3),
            new Duplicate("otherwise", "normalised", "commented", null, null, 3));
  }

  /**
   * The copy without comments is equal to a document that is removed as a near-duplicate, and not
   * alike the survivor of that one: it stays.
   */
  @Test
  void aNormalisedCopyOfARemovedDocumentStaysUnlessTheSurvivorIsItsOwn() {
    String comments = "# " + Corpus.words(0, 90).replace("\n", "\n# ") + "\n";
    Corpus corpus =
        new Corpus()
            .add("first", comments + "y = 2\n", 9)
            .add("removed", comments + "x = 1\n", 8)
            .add("bare", "x = 1\n", 7)
            .add("bare and short", "x = 1 # one\n", 6);
    assertThat(duplicates(corpus, DedupConfigs.with("fold-comments=true")))
        .extracting(Duplicate::path, Duplicate::kind, Duplicate::survivor)
        .containsExactlyInAnyOrder(
            tuple("removed", "near", "first"), tuple("bare and short", "normalised", "bare"));
  }

  @Test
  void manyCopiesWithOtherCommentsMeetByHubsAndPasses() {
    Corpus corpus = new Corpus();
    for (int i = 0; i < 40; i++) {
      corpus.add("file " + i, "# " + Corpus.words(i * 100, 8) + "\nx = 1\n", 100 - i);
    }
    DedupConfig narrow =
        DedupConfigs.with("fold-comments=true", "buckets.all-pairs-up-to=4", "buckets.hubs=2");
    assertThat(duplicates(corpus, narrow))
        .hasSize(39)
        .allMatch(row -> row.kind().equals("normalised") && row.survivor().equals("file 0"));
  }

  @Test
  void equalShingleSetsAreNearDuplicatesAtOne() {
    Corpus corpus =
        new Corpus()
            .add("first", Corpus.words(0, 20), 2)
            .add("reformatted", Corpus.words(0, 20).replace(" ", ", "), 1);
    assertThat(duplicates(corpus))
        .containsExactly(new Duplicate("reformatted", "near", "first", 16, 16, 2));
  }

  /** A chain whose ends are unlike: the middle goes, both ends stay. */
  @Test
  void similarityIsNotClosedTransitively() {
    Corpus corpus =
        new Corpus()
            .add("a", Corpus.words(0, 100), 9)
            .add("b", Corpus.words(12, 100), 8)
            .add("c", Corpus.words(24, 100), 7)
            .add("d", Corpus.words(36, 100), 6);
    assertThat(duplicates(corpus))
        .extracting(Duplicate::path, Duplicate::survivor)
        .containsExactlyInAnyOrder(tuple("b", "a"), tuple("d", "c"));
  }

  /** Bigcode's Spark job, Data-Juicer and text-dedup merge them into one survivor, or lose them. */
  @Test
  void documentsShorterThanAShingleNeitherMergeNorVanish() {
    Corpus corpus =
        new Corpus()
            .add("pass", "pass", 5)
            .add("import", "import os", 4)
            .add("return", "return x", 3)
            .add("return again", "return (x)", 2)
            .add("empty", "", 1)
            .add("comment", "# ---", 1);
    assertThat(duplicates(corpus))
        .containsExactly(new Duplicate("return again", "near", "return", 1, 1, 2));
  }

  @Test
  void documentsWithoutTokensTakePartInExactDeduplicationOnly() {
    Corpus corpus =
        new Corpus().add("empty", "", 3).add("empty too", "", 2).add("marks", "++ --", 1);
    assertThat(duplicates(corpus))
        .containsExactly(new Duplicate("empty too", "exact", "empty", null, null, 2));
  }

  @Test
  void documentsOverTheShingleCapTakePartInExactDeduplicationOnly() {
    Corpus corpus =
        new Corpus()
            .add("long", Corpus.words(0, 60), 3)
            .add("long copy", Corpus.words(0, 60), 2)
            .add("long edited", Corpus.words(0, 59), 1);
    assertThat(duplicates(corpus, DedupConfigs.with("max-shingles=50")))
        .containsExactly(new Duplicate("long copy", "exact", "long", null, null, 2));
  }

  /** Data-Juicer's Spark tool writes no output at all. */
  @Test
  void theTableIsEmptyWhereNothingIsDuplicated() {
    Corpus corpus =
        new Corpus().add("a", Corpus.words(0, 50), 1).add("b", Corpus.words(100, 50), 1);
    assertThat(duplicates(corpus)).isEmpty();
    assertThat(duplicates(new Corpus())).isEmpty();
  }

  /** Text-dedup and datatrove number documents by arrival: local and Spark runs disagree. */
  @Test
  void survivorsDoNotDependOnTheOrderOrThePartitionsOfTheInput() {
    Corpus corpus = new Corpus();
    for (int i = 0; i < 40; i++) {
      corpus.add("file " + i, Corpus.words((i / 8) * 500 + (i % 8) * 4, 100), i % 3);
    }
    List<Duplicate> expected = duplicates(corpus);
    assertThat(expected).hasSizeGreaterThan(20);
    Collections.shuffle(corpus.rows(), new Random(Seeds.seed()));
    var shuffled = corpus.documents(session).repartition(9);
    var result = new Deduplication(Corpus.CONFIG, 1, Rows.inMemory(session)).run(shuffled);
    assertThat(corpus.duplicates(result.duplicates()))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  /**
   * A bucket larger than S: its first members are no survivors' neighbours, later ones are alike.
   */
  @Test
  void survivorsThatShareALargeBucketAreComparedInAFurtherPass() {
    Corpus corpus = new Corpus();
    for (int i = 0; i < 24; i++) {
      corpus.add("file " + i, Corpus.words(i * 6, 100), 100 - i);
    }
    DedupConfig narrow = withBuckets(2, 1, 8);
    List<Duplicate> rows = duplicates(corpus, narrow);
    List<String> survivors = new ArrayList<>(corpus.withTokens());
    survivors.removeAll(rows.stream().map(Duplicate::path).toList());
    // Neighbours at distance one and two are at or above the threshold: J = (96 - 6k) / (96 + 6k).
    assertThat(rows).allMatch(row -> row.intersection() * 10 >= row.union() * 7);
    List<Duplicate> onePass = duplicates(corpus, withBuckets(2, 1, 1));
    assertThat(rows.size()).isGreaterThan(onePass.size());
    assertThat(survivors).doesNotContain("file 1", "file 2").contains("file 0");
  }

  private static DedupConfig withBuckets(int allPairsUpTo, int hubs, int passes) {
    return DedupConfigs.with(
        "buckets.all-pairs-up-to=" + allPairsUpTo,
        "buckets.hubs=" + hubs,
        "buckets.passes=" + passes);
  }

  private List<Duplicate> duplicates(Corpus corpus) {
    return duplicates(corpus, Corpus.CONFIG);
  }

  private List<Duplicate> duplicates(Corpus corpus, DedupConfig config) {
    return corpus.duplicates(
        new Deduplication(config, 1, Rows.inMemory(session))
            .run(corpus.documents(session))
            .duplicates());
  }
}

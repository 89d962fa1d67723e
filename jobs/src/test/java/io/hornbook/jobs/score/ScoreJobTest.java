package io.hornbook.jobs.score;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.classifier.Ensemble.Combination;
import io.hornbook.common.classifier.QualityClassifier;
import io.hornbook.common.classifier.ThresholdChoice;
import io.hornbook.common.classifier.ThresholdTable;
import io.hornbook.common.classifier.ThresholdTable.Kept;
import io.hornbook.common.embed.EmbedderConfig;
import io.hornbook.common.embed.HashingEmbedder;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.failure.DataException;
import io.hornbook.common.forest.Forest;
import io.hornbook.common.forest.TreeNode.Leaf;
import io.hornbook.common.forest.TreeNode.Split;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.rule.Rule;
import io.hornbook.common.rule.RuleSet;
import io.hornbook.jobs.run.Job;
import io.hornbook.jobs.score.ScoreConfig.Member;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.DuplicatesTable;
import io.hornbook.jobs.table.SignalsTable;
import io.hornbook.jobs.testing.Given;
import io.hornbook.jobs.testing.Runs;
import io.hornbook.jobs.testing.SparkTest;
import io.hornbook.jobs.testing.TestDocument;
import io.hornbook.jobs.testing.TextExchanges;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
class ScoreJobTest {
  private static final EmbedderConfig HASHING = new EmbedderConfig.Hashing();
  private static final ScoreConfig ALONE = new ScoreConfig(List.of(), Combination.MAX, false);
  private static final RuleSet SHORT =
      new RuleSet(List.of(new Rule.Bounds("too_long", "line_count_v1", 0, 10, List.of())));

  /** Dimension 2 is the share of the number sign. */
  private static final Forest FOREST =
      new Forest(
          384,
          List.of(
              new Split(2, 0.1, new Leaf(3, 1), new Leaf(1, 3)),
              new Split(7, 0.2, new Leaf(1, 2), new Leaf(2, 1))));

  private static final TestDocument COMMENTED = new TestDocument("commented", "# why\nx = 1\n");
  private static final TestDocument PLAIN = new TestDocument("plain", "x = f(1)\n");
  private static final TestDocument EMPTY = new TestDocument("empty", "");
  private static final TestDocument LONG = new TestDocument("long", "long\n");
  private static final TestDocument DUPLICATE = new TestDocument("duplicate", "x=1\n");
  private static final List<TestDocument> ALL = List.of(COMMENTED, PLAIN, EMPTY, LONG, DUPLICATE);

  private final SparkSession session;
  private Runs runs;
  private Path folder;

  ScoreJobTest(SparkSession session) {
    this.session = session;
  }

  @BeforeEach
  void publishInputs(@TempDir Path folder) {
    this.folder = folder;
    runs = new Runs(session, folder);
    publish(runs);
  }

  /** Publishes documents, signals and duplicates, and the results of other jobs. */
  private void publish(Runs runs, Job... others) {
    List<Row> documents = ALL.stream().map(TestDocument::row).toList();
    List<Row> signals = ALL.stream().map(ScoreJobTest::signals).toList();
    runs.run(
        Given.of(
            "ingest",
            DocumentsTable.TABLE,
            session.createDataFrame(documents, DocumentsTable.TABLE.schema())));
    runs.run(
        Given.of(
            "measure",
            SignalsTable.TABLE,
            session.createDataFrame(signals, SignalsTable.TABLE.schema())));
    runs.run(
        Given.of(
            "dedup",
            DuplicatesTable.TABLE,
            Given.rows(
                session,
                DuplicatesTable.TABLE,
                "document_id",
                List.of(RowFactory.create((Object) DUPLICATE.id())))));
    for (Job other : others) {
      runs.run(other);
    }
  }

  private static Row signals(TestDocument document) {
    long lines = document.equals(LONG) ? 50 : 5;
    return document.signals(Map.of("line_count_v1", lines, "tokens_v1", 100L));
  }

  @Test
  void scoresWhatIsStillInAndNothingElse() {
    runs.run(trained());
    Manifest manifest = score();

    assertThat(scores())
        .isEqualTo(
            Map.of(
                "commented", quality(COMMENTED),
                "plain", quality(PLAIN),
                "empty", quality(EMPTY)));
    assertThat(quality(COMMENTED)).isGreaterThan(quality(EMPTY));
    assertThat(manifest.accounting())
        .isEqualTo(Accounting.of("documents", 5, 3, Map.of("already_out", 2L), Map.of()));
    assertThat(manifest.metrics().get("classifier").textValue())
        .isEqualTo(QualityClassifier.fingerprint(FOREST, "hashing-v1-384"));
    assertThat(manifest.metrics().get("documents_by_tenth_of_quality")).hasSize(10);
  }

  @Test
  void countsWhatEveryThresholdWouldKeep() {
    runs.run(trained());
    ThresholdTable thresholds = thresholds(score());

    assertThat(thresholds.rows()).hasSize(1001);
    assertThat(thresholds.rows().get(0))
        .isEqualTo(new Kept(0, 3, 300, OptionalDouble.of(0.5), OptionalDouble.of(1)));
    double best = quality(COMMENTED);
    assertThat(thresholds.rows().get(ThresholdTable.part(best)).documents()).isEqualTo(1);
    assertThat(thresholds.rows().get(ThresholdTable.part(best) + 1).documents()).isZero();
    assertThat(thresholds.choose(new ThresholdChoice.Tokens(150)).documents()).isEqualTo(1);
  }

  @Test
  void givesAForestTheSignalsThatItKnows() {
    Forest forest =
        new Forest(
            386,
            List.of(
                new Split(
                    384, 3, new Leaf(1, 0), new Split(385, -0.5, new Leaf(1, 3), new Leaf(1, 1)))));
    runs.run(
        new Trained(
            "hashing-v1-384",
            forest.digest().hex(),
            forest,
            List.of("line_count_v1", "autogenerated_v1")));
    score();

    // Five lines; autogenerated is null.
    assertThat(scores()).containsEntry("plain", 0.75).containsEntry("empty", 0.75);
  }

  @Test
  void takesTheHighestOrTheMeanOfSeveralClassifiers(@TempDir Path other) {
    Forest half = new Forest(384, List.of(new Leaf(1, 1)));
    new Runs(session, other).run(new Trained("hashing-v1-384", half.digest().hex(), half));
    runs.run(trained());
    List<Member> members = List.of(new Member(other.toUri().toString(), HASHING));
    Manifest manifest =
        runs.run(new ScoreJob(new ScoreConfig(members, Combination.MAX, false), HASHING, SHORT));

    assertThat(scores())
        .containsEntry("commented", Math.max(0.5, quality(COMMENTED)))
        .containsEntry("empty", Math.max(0.5, quality(EMPTY)));
    assertThat(manifest.metrics().get("members")).hasSize(2);
    assertThat(thresholds(manifest).rows().get(0).precision()).isEmpty();
    runs.replace(new ScoreJob(new ScoreConfig(members, Combination.MEAN, false), HASHING, SHORT));
    assertThat(scores()).containsEntry("commented", (0.5 + quality(COMMENTED)) / 2);
  }

  @Test
  void refusesAClassifierThatDidNotScoreTheBaseRun(@TempDir Path next) {
    runs.run(trained());
    Manifest first = score();
    Runs second = runs.next(session, next);
    Forest half = new Forest(384, List.of(new Leaf(1, 1)));
    publish(second, new Trained("hashing-v1-384", half.digest().hex(), half));

    assertThatThrownBy(() -> second.run(new ScoreJob(ALONE, HASHING, SHORT)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "is scored by classifier %s, and this run's is %s (take the base run's, or set score.mix-classifiers)"
                .formatted(
                    first.metrics().get("classifier").textValue(),
                    QualityClassifier.fingerprint(half, "hashing-v1-384")));
    second.run(new ScoreJob(new ScoreConfig(List.of(), Combination.MAX, true), HASHING, SHORT));
    assertThat(second.events()).contains("published score");
  }

  @Test
  void shipsNoText() {
    runs.run(trained());
    try (TextExchanges exchanges = TextExchanges.in(session)) {
      score();
      assertThat(exchanges.seen()).isNotEmpty();
      assertThat(exchanges.found()).isEmpty();
    }
  }

  @Test
  void refusesAClassifierOfAnotherEmbedder() {
    runs.run(new Trained("onnx-1", FOREST.digest().hex(), FOREST));

    assertThatThrownBy(this::score)
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Cannot score: the classifier was trained on vectors of embedder onnx-1, and the config's is hashing-v1-384 (run embed and train-classifier again)");
  }

  @Test
  void refusesAForestThatIsNotThePublishedOne() {
    runs.run(
        new Trained(
            "hashing-v1-384", FOREST.digest().hex(), new Forest(384, List.of(new Leaf(1, 1)))));

    assertThatThrownBy(this::score)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("forest.bin is not the forest that train-classifier published");
  }

  private static Trained trained() {
    return new Trained("hashing-v1-384", FOREST.digest().hex(), FOREST);
  }

  private Manifest score() {
    return runs.run(new ScoreJob(ALONE, HASHING, SHORT));
  }

  private ThresholdTable thresholds(Manifest manifest) {
    try {
      return ThresholdTable.parse(
          Files.readAllBytes(
              folder.resolve("score/attempt-" + manifest.attempt() + "/thresholds.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double quality(TestDocument document) {
    return new QualityClassifier(new HashingEmbedder(), FOREST)
        .quality(document.text().getBytes(UTF_8));
  }

  private Map<String, Double> scores() {
    Map<String, Double> scores = new HashMap<>();
    List<Row> rows =
        session
            .read()
            .parquet(folder.resolve("score").toString() + "/attempt-*/scores")
            .collectAsList();
    for (TestDocument document : ALL) {
      rows.stream()
          .filter(row -> Arrays.equals(row.<byte[]>getAs("document_id"), document.id()))
          .forEach(row -> scores.put(document.path(), row.getAs("quality")));
    }
    return scores;
  }
}

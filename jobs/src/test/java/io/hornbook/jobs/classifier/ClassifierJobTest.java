package io.hornbook.jobs.classifier;

import static org.apache.spark.ml.functions.array_to_vector;
import static org.apache.spark.ml.functions.vector_to_array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.udf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hornbook.common.classifier.QualityClassifier;
import io.hornbook.common.embed.EmbedderConfig;
import io.hornbook.common.forest.Forest;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.rule.RuleSet;
import io.hornbook.jobs.embed.EmbedConfig;
import io.hornbook.jobs.embed.EmbedJob;
import io.hornbook.jobs.table.ClassifierFiles;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.LabelsTable;
import io.hornbook.jobs.testing.Given;
import io.hornbook.jobs.testing.LabelledPython;
import io.hornbook.jobs.testing.Runs;
import io.hornbook.jobs.testing.SparkTest;
import io.hornbook.jobs.testing.TextExchanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.classification.RandomForestClassificationModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The demo's labels and files, through embed and train-classifier. */
@Tag("slow")
@SparkTest
@TestInstance(Lifecycle.PER_CLASS)
class ClassifierJobTest {
  private static final EmbedderConfig EMBEDDER = new EmbedderConfig.Hashing();

  private SparkSession session;
  private Path folder;
  private Manifest manifest;

  @BeforeAll
  void train(SparkSession session, @TempDir Path folder) {
    this.session = session;
    this.folder = folder;
    Runs runs = new Runs(session, folder);
    runs.run(Given.of("ingest", DocumentsTable.TABLE, LabelledPython.documents(session)));
    runs.run(Given.of("label", LabelsTable.TABLE, LabelledPython.labels(session)));
    runs.run(new EmbedJob(new EmbedConfig(EMBEDDER, false), new RuleSet(List.of())));
    try (TextExchanges exchanges = TextExchanges.in(session)) {
      manifest =
          runs.run(new ClassifierJob(ClassifierConfigs.DEMO, EMBEDDER, ClassifierConfigs.LIMITS));
      assertThat(exchanges.seen()).isNotEmpty();
      assertThat(exchanges.found()).isEmpty();
    }
  }

  /** A published file of the attempt. */
  private Path file(String name) {
    return folder.resolve("train-classifier/attempt-" + manifest.attempt()).resolve(name);
  }

  @Test
  void theForestEqualsMllibsTransformToTheLastBit() throws IOException {
    Forest forest = Forest.parse(Files.readAllBytes(file(ClassifierFiles.FOREST)));
    var model =
        RandomForestClassificationModel.load(file(ClassifierFiles.MODEL).toUri().toString());
    var probability = udf(new VectorProbability(forest), DataTypes.DoubleType);
    List<Row> rows =
        model
            .transform(
                embeddings()
                    .withColumn("features", array_to_vector(col("vector").cast("array<double>"))))
            .select(
                element_at(vector_to_array(col("probability"), "float64"), 2),
                probability.apply(col("vector")))
            .collectAsList();

    assertThat(rows).hasSizeGreaterThanOrEqualTo(400);
    assertThat(rows).allSatisfy(row -> assertThat(row.get(1)).isEqualTo(row.get(0)));
    assertThat(rows.stream().map(row -> row.get(0)).distinct().count()).isGreaterThan(100);
  }

  private Dataset<Row> embeddings() {
    return session.read().parquet(folder.resolve("embed").toString() + "/attempt-*/embeddings");
  }

  @Test
  void theFingerprintNamesForestAndEmbedder() throws IOException {
    Forest forest = Forest.parse(Files.readAllBytes(file(ClassifierFiles.FOREST)));

    assertThat(manifest.digests())
        .containsEntry("forest", forest.digest().hex())
        .containsEntry("classifier", QualityClassifier.fingerprint(forest, "hashing-v1-384"));
    assertThat(forest.trees()).hasSize(100);
  }

  @Test
  void theModelCardSaysWhatTheForestIsWorth() throws IOException {
    JsonNode card = new ObjectMapper().readTree(file(ClassifierFiles.CARD).toFile());

    assertThat(card.at("/classifier").textValue()).isEqualTo(manifest.digests().get("classifier"));
    assertThat(card.at("/labels/texts").intValue()).isEqualTo(400);
    assertThat(card.at("/labels/by_score")).hasSize(5);
    assertThat(card.at("/folds")).hasSize(5);
    double forest = card.at("/out_of_fold/roc_auc").doubleValue();
    double length = card.at("/length/roc_auc").doubleValue();
    assertThat(forest).isBetween(0.75, 0.95).isGreaterThan(length + 0.05);
    assertThat(card.at("/out_of_fold/spearman").doubleValue()).isGreaterThan(0.5);
    assertThat(card.at("/out_of_fold/f1").doubleValue()).isGreaterThan(0.4);
    assertThat(card.at("/majority/confusion/true_positives").intValue()).isZero();
    assertThat(card.at("/thresholds").size()).isGreaterThan(100);
    assertThat(card.at("/comment_share/roc_auc").doubleValue()).isBetween(0.3, 0.8);
    assertThat(card.at("/longest_two_percent/recall").doubleValue()).isGreaterThan(0.9);
    assertThat(card.at("/annotators/pairs").intValue()).isEqualTo(100);
    assertThat(card.at("/annotators/f1").doubleValue()).isEqualTo(0.87, within(0.01));
    assertThat(card.at("/annotators/spearman").doubleValue()).isEqualTo(0.94, within(0.01));
    assertThat(manifest.metrics().has("thresholds")).isFalse();
  }

  @Test
  void theModelCardSaysHowSureItIsAndWhereItIsWeak() throws IOException {
    JsonNode card = new ObjectMapper().readTree(file(ClassifierFiles.CARD).toFile());

    double area = card.at("/out_of_fold/roc_auc").doubleValue();
    JsonNode interval = card.at("/out_of_fold/intervals/roc_auc");
    assertThat(interval.get("low").doubleValue()).isBetween(area - 0.15, area);
    assertThat(interval.get("high").doubleValue()).isBetween(area, area + 0.15);
    assertThat(card.at("/by_source/test/texts").intValue()).isEqualTo(400);
    assertThat(card.at("/by_language/python/texts").intValue()).isEqualTo(400);
    assertThat(card.at("/by_length_decile")).hasSize(10);
    assertThat(
            card.at("/calibration").findValues("texts").stream().mapToInt(JsonNode::intValue).sum())
        .isEqualTo(400);
    assertThat(card.at("/influential_features")).hasSize(20);
    assertThat(card.at("/influential_features").findValuesAsText("name"))
        .anyMatch(name -> name.startsWith("symbol "));
    assertThat(card.at("/learning_curve")).isEmpty();
  }

  @Test
  void aRunWithABaseRunTakesItsClassifierAsItIs(@TempDir Path next) throws IOException {
    Runs second = empty(next);
    Manifest taken =
        second.run(new ClassifierJob(ClassifierConfigs.DEMO, EMBEDDER, ClassifierConfigs.LIMITS));

    assertThat(taken.digest()).isEqualTo(manifest.digest());
    assertThat(taken.artifacts()).hasSameSizeAs(manifest.artifacts());
    assertThat(taken.accounting().isBalanced()).isTrue();
    assertThat(taken.metrics().path("taken_from").asText()).endsWith(folder.toString());
    Path attempt = next.resolve("train-classifier/attempt-" + taken.attempt());
    assertThat(attempt.resolve(ClassifierFiles.FOREST))
        .hasSameBinaryContentAs(file(ClassifierFiles.FOREST));
    var model =
        RandomForestClassificationModel.load(
            attempt.resolve(ClassifierFiles.MODEL).toUri().toString());
    assertThat(model.getNumTrees()).isEqualTo(100);
    ClassifierConfig retrain =
        ClassifierConfigs.with(ClassifierConfigs.DEMO, true, ClassifierConfigs.DEMO.validation());
    // The chain's labels are the base run's, and so is its forest.
    assertThat(
            second
                .replace(new ClassifierJob(retrain, EMBEDDER, ClassifierConfigs.LIMITS))
                .digests())
        .isEqualTo(manifest.digests());
  }

  @Test
  void aGivenClassifierIsTakenByARunThatHasNoLabels(@TempDir Path other) throws IOException {
    ClassifierConfig given = ClassifierConfigs.from(ClassifierConfigs.DEMO, folder.toString());
    ClassifierJob job = new ClassifierJob(given, EMBEDDER, ClassifierConfigs.LIMITS);
    assertThat(job.inputs()).isEmpty();

    Manifest taken = new Runs(session, other).run(job);

    assertThat(taken.digest()).isEqualTo(manifest.digest());
    assertThat(taken.external())
        .singleElement()
        .satisfies(file -> assertThat(file.path()).endsWith(manifest.digest()));
    Path forest =
        other.resolve("train-classifier/attempt-" + taken.attempt() + "/" + ClassifierFiles.FOREST);
    assertThat(forest).hasSameBinaryContentAs(file(ClassifierFiles.FOREST));
  }

  /** A run without documents and labels of its own. */
  private Runs empty(Path next) {
    Runs second = new Runs(session, folder).next(session, next);
    second.run(
        Given.of("ingest", DocumentsTable.TABLE, LabelledPython.documents(session).where("false")));
    second.run(Given.of("label", LabelsTable.TABLE, LabelledPython.labels(session).where("false")));
    second.run(new EmbedJob(new EmbedConfig(EMBEDDER, false), new RuleSet(List.of())));
    return second;
  }

  @Test
  void accountsForLabelsWithoutADocument() {
    assertThat(manifest.accounting()).isEqualTo(Accounting.allKept("labelled texts", 400));
  }
}

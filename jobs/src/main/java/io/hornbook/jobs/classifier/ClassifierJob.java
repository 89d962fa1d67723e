package io.hornbook.jobs.classifier;

import io.hornbook.common.classifier.QualityClassifier;
import io.hornbook.common.embed.EmbedderConfig;
import io.hornbook.common.forest.Forest;
import io.hornbook.common.hash.Mix64;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.jobs.run.Job;
import io.hornbook.jobs.run.Outcome;
import io.hornbook.jobs.run.RunContext;
import io.hornbook.jobs.table.ClassifierFiles;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.EmbeddingsTable;
import io.hornbook.jobs.table.LabelsTable;
import io.hornbook.jobs.table.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.classification.RandomForestClassificationModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * {@code train-classifier}: reads labels, vectors and the labelled documents; writes the forest,
 * its MLlib form and its model card.
 *
 * @param config the section {@code train-classifier}
 * @param embedder the embedder that the vectors must be of
 */
public record ClassifierJob(ClassifierConfig config, EmbedderConfig embedder) implements Job {
  private static final String NAME = "train-classifier";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> inputs() {
    return List.of("ingest", "label", "embed");
  }

  @Override
  public List<String> baseInputs() {
    return config.retrain() ? inputs() : List.of(NAME);
  }

  @Override
  public Outcome run(RunContext context) {
    if (!context.chain().isEmpty() && !config.retrain()) {
      return new BaseClassifier(context, NAME).take(embedder.embedder().fingerprint());
    }
    Dataset<Row> labelled =
        context.scratch(
            "labelled", ClassifierTransforms.labelledTexts(read(context, LabelsTable.TABLE)));
    Dataset<Row> texts = trainingTexts(context, labelled).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return train(context, labelled, texts);
    } finally {
      texts.unpersist();
    }
  }

  /** The rows of the run and of all that it builds on. */
  private static Dataset<Row> read(RunContext context, Table table) {
    return context.readEarlier(table).stream().reduce(context.read(table), Dataset::union);
  }

  private Dataset<Row> trainingTexts(RunContext context, Dataset<Row> labelled) {
    TextBands bands = new TextBands(config.validation(), Mix64.draw(context.seed(), 0));
    TextGroups groups = new TextGroups(Mix64.draw(context.seed(), 1), config.validation().folds());
    Dataset<Row> folds =
        ClassifierTransforms.withFolds(
            context.scratch(
                "bands",
                ClassifierTransforms.labelledBands(
                    read(context, DocumentsTable.TABLE), labelled, bands)),
            groups);
    return ClassifierTransforms.trainingTexts(
        labelled,
        ClassifierTransforms.labelledVectors(read(context, EmbeddingsTable.TABLE), labelled),
        folds,
        config.minScore(),
        config.forest().partitions());
  }

  private Outcome train(RunContext context, Dataset<Row> labelledTexts, Dataset<Row> texts) {
    long labelled = labelledTexts.count();
    LabelledSample sample =
        new LabelledSample(
            texts.selectExpr(LabelledText.COLUMNS).collectAsList().stream()
                .map(LabelledText::of)
                .toList());
    sample.check(labelled, config, embedder.embedder().fingerprint());
    ForestTrainer trainer =
        new ForestTrainer(config.forest(), config.balanceClasses(), Mix64.draw(context.seed(), 2));
    CrossValidation validation = new CrossValidation(texts, sample, trainer);
    RandomForestClassificationModel model =
        trainer.train(texts, sample.texts().size(), sample.positives());
    Forest forest = MllibForest.of(model);
    String fingerprint = QualityClassifier.fingerprint(forest, sample.embedder());
    ModelCard card = ModelCard.of(fingerprint, sample, config, validation.examples());
    write(context, model, forest, card);
    return new Outcome(
        accounting(labelled, sample.texts().size(), withDocument(context, labelledTexts)),
        card.summary(),
        Map.of(
            ClassifierFiles.FOREST_DIGEST,
            forest.digest().hex(),
            ClassifierFiles.FINGERPRINT,
            fingerprint));
  }

  private static long withDocument(RunContext context, Dataset<Row> labelledTexts) {
    Dataset<Row> documents = read(context, DocumentsTable.TABLE);
    return ClassifierTransforms.labelledContents(documents, labelledTexts).count();
  }

  /** A text with a document is trained on; how many those are is counted apart. */
  private static Accounting accounting(long labelled, long trained, long withDocument) {
    return Accounting.of(
        "labelled texts",
        labelled,
        trained,
        Map.of("no_document", labelled - withDocument),
        Map.of());
  }

  private static void write(
      RunContext context, RandomForestClassificationModel model, Forest forest, ModelCard card) {
    Path attempt = context.attemptFolder();
    context.folder().storage().write(new Path(attempt, ClassifierFiles.FOREST), forest.bytes());
    context.folder().storage().write(new Path(attempt, ClassifierFiles.CARD), card.json());
    try {
      model.save(new Path(attempt, ClassifierFiles.MODEL).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.hornbook.jobs.classifier;

import io.hornbook.common.classifier.SignalFeatures;
import io.hornbook.common.embed.Embedder;
import io.hornbook.common.embed.EmbedderConfig;
import io.hornbook.common.hash.Mix64;
import io.hornbook.common.label.Agreement.Pair;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.manifest.Manifest.ExternalFile;
import io.hornbook.common.manifest.Manifest.PublishedFile;
import io.hornbook.common.signal.MeasureLimits;
import io.hornbook.jobs.run.Job;
import io.hornbook.jobs.run.Outcome;
import io.hornbook.jobs.run.RunContext;
import io.hornbook.jobs.run.RunFolder;
import io.hornbook.jobs.run.Storage;
import io.hornbook.jobs.table.ClassifierFiles;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.EmbeddingsTable;
import io.hornbook.jobs.table.LabelsTable;
import io.hornbook.jobs.table.Table;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * {@code train-classifier}: reads labels, vectors and the labelled documents; writes the forest,
 * its MLlib form and its model card.
 *
 * @param classifier the section {@code train-classifier}
 * @param embedder the embedder that the vectors must be of
 * @param limits what bounds the measuring of a labelled text
 */
public record ClassifierJob(
    ClassifierConfig classifier, EmbedderConfig embedder, MeasureLimits limits) implements Job {
  private static final String NAME = "train-classifier";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> inputs() {
    return classifier.fromRun().isPresent() ? List.of() : List.of("ingest", "label", "embed");
  }

  @Override
  public List<String> baseInputs() {
    if (classifier.fromRun().isPresent()) {
      return List.of();
    }
    return classifier.retrain() ? inputs() : List.of(NAME);
  }

  /** A classifier that is taken counts by its digest alone, wherever it lies. */
  @Override
  public Object config() {
    return classifier.fromRun().isPresent()
        ? Map.of("embedder", embedder)
        : Map.of("train-classifier", classifier, "limits", limits);
  }

  @Override
  public List<ExternalFile> external(Storage storage) {
    return classifier.fromRun().stream()
        .map(run -> new RunFolder(storage, new Path(run)))
        .map(ClassifierJob::external)
        .toList();
  }

  private static ExternalFile external(RunFolder owner) {
    Manifest manifest = owner.published(NAME);
    return new ExternalFile(
        NAME + "/" + manifest.digest(),
        manifest.artifacts().stream().mapToLong(PublishedFile::bytes).sum(),
        manifest.finished());
  }

  @Override
  public Outcome run(RunContext context) {
    String fingerprint = embedder.embedder().fingerprint();
    if (classifier.fromRun().isPresent()) {
      RunFolder owner =
          new RunFolder(context.folder().storage(), new Path(classifier.fromRun().get()));
      return new TakenClassifier(context, owner, NAME).take(fingerprint);
    }
    if (!context.chain().isEmpty() && !classifier.retrain()) {
      return TakenClassifier.ofBaseRun(context, NAME).take(fingerprint);
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
    Dataset<Row> traits =
        context.scratch(
            "traits",
            ClassifierTransforms.labelledTraits(
                read(context, DocumentsTable.TABLE),
                labelled,
                new TextBands(classifier.validation(), Mix64.draw(context.seed(), 0)),
                new TextMeasures(new SignalFeatures(classifier.signals()), limits),
                ClassifierTransforms.foldKey(classifier.validation().groupBy())));
    TextGroups groups =
        new TextGroups(Mix64.draw(context.seed(), 1), classifier.validation().folds());
    return ClassifierTransforms.trainingTexts(
        labelled,
        ClassifierTransforms.labelledVectors(read(context, EmbeddingsTable.TABLE), labelled),
        ClassifierTransforms.withFolds(traits, groups),
        classifier.minScore(),
        classifier.forest().partitions());
  }

  private Outcome train(RunContext context, Dataset<Row> labelledTexts, Dataset<Row> texts) {
    long labelled = labelledTexts.count();
    LabelledSample sample =
        new LabelledSample(
            texts.selectExpr(LabelledText.COLUMNS).collectAsList().stream()
                .map(LabelledText::of)
                .toList());
    Embedder made = embedder.embedder();
    sample.check(labelled, classifier, made.fingerprint());
    Training.Result result =
        new Training(classifier, made, texts, sample, context.seed()).run(annotatedTwice(context));
    write(context, result);
    return new Outcome(
        accounting(labelled, sample.texts().size(), withDocument(context, labelledTexts)),
        result.card().summary(),
        Map.of(
            ClassifierFiles.FOREST_DIGEST,
            result.trained().forest().digest().hex(),
            ClassifierFiles.FINGERPRINT,
            result.fingerprint()));
  }

  /** Bounded by the labelling budget, as all labels are. */
  private static List<Pair> annotatedTwice(RunContext context) {
    return ClassifierTransforms.annotatedTwice(read(context, LabelsTable.TABLE))
        .orderBy("content_sha256")
        .collectAsList()
        .stream()
        .map(row -> new Pair(row.getInt(1), row.getInt(2)))
        .toList();
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

  private static void write(RunContext context, Training.Result result) {
    Path attempt = context.attemptFolder();
    Storage storage = context.folder().storage();
    storage.write(new Path(attempt, ClassifierFiles.FOREST), result.trained().forest().bytes());
    storage.write(new Path(attempt, ClassifierFiles.CARD), result.card().json());
    result.trained().save(new Path(attempt, ClassifierFiles.MODEL));
  }
}

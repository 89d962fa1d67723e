package io.hornbook.jobs.label;

import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.manifest.Manifest.ExternalFile;
import io.hornbook.common.rule.Rule;
import io.hornbook.common.rule.RuleSet;
import io.hornbook.jobs.evidence.Remaining;
import io.hornbook.jobs.label.LabelConfig.Annotator;
import io.hornbook.jobs.label.LabelConfig.OpenAiConfig;
import io.hornbook.jobs.label.LabelConfig.Strategy;
import io.hornbook.jobs.run.Job;
import io.hornbook.jobs.run.Outcome;
import io.hornbook.jobs.run.RunContext;
import io.hornbook.jobs.run.RunFolder;
import io.hornbook.jobs.run.RunTables;
import io.hornbook.jobs.run.Storage;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.DuplicatesTable;
import io.hornbook.jobs.table.LabelsTable;
import io.hornbook.jobs.table.QuarantineTable;
import io.hornbook.jobs.table.ScoresTable;
import io.hornbook.jobs.table.SignalsTable;
import io.hornbook.jobs.table.Table;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Scores texts: the job {@code label}. */
public final class LabelJob implements Job {
  private final LabelConfig config;
  private final RuleSet rules;
  private final Map<String, String> environment;
  private final Clock clock;
  private final Purpose purpose;

  /** Labels, published. */
  public LabelJob(LabelConfig config, RuleSet rules, Map<String, String> environment, Clock clock) {
    this(config, rules, environment, clock, Purpose.LABEL);
  }

  /**
   * @param rules the gates: a model is asked about documents that pass them
   * @param environment where the API key is looked up: {@code System.getenv()}
   */
  public LabelJob(
      LabelConfig config,
      RuleSet rules,
      Map<String, String> environment,
      Clock clock,
      Purpose purpose) {
    boolean isBatch =
        config.annotator() == Annotator.OPENAI && config.openai().mode() == LabelConfig.Mode.BATCH;
    boolean isOpenAi = config.annotator() == Annotator.OPENAI;
    if (purpose == Purpose.DRY_RUN ? !isOpenAi : purpose != Purpose.LABEL && !isBatch) {
      throw new ConfigurationException(
          "Cannot use --%s: label.annotator must be openai%s"
              .formatted(
                  purpose.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                  purpose == Purpose.DRY_RUN ? "" : ", and label.openai.mode batch"));
    }
    if (config.annotator() == Annotator.RECORDED && config.recorded().path().isEmpty()) {
      throw new ConfigurationException(
          "Invalid label.recorded.path: (absent) (expected a file of labels, since label.annotator is recorded)");
    }
    this.config = config;
    this.rules = rules;
    this.environment = environment;
    this.clock = clock;
    this.purpose = purpose;
  }

  /**
   * What a result depends on: the speed of the calls, their limits and the server are not in it.
   */
  private record Asked(
      String annotator,
      String model,
      String promptSha256,
      int sampleSize,
      double repeatShare,
      String strategy,
      double uncertainAt,
      List<Rule> rules) {
    static Asked of(OpenAiConfig openai, RuleSet rules) {
      var annotator = openai.scoreAnnotator().fingerprint();
      return new Asked(
          annotator.id(),
          annotator.model(),
          annotator.promptSha256(),
          openai.sampleSize(),
          openai.repeatShare(),
          openai.strategy().name(),
          openai.uncertainAt(),
          rules.rules());
    }
  }

  @Override
  public String name() {
    return "label";
  }

  @Override
  public List<String> inputs() {
    return recorded() ? List.of("ingest") : List.of("ingest", "measure", "dedup");
  }

  @Override
  public List<String> baseInputs() {
    if (isByScore()) {
      return List.of("label", "ingest", "measure", "dedup");
    }
    return isToppingUp() ? List.of("label", "ingest") : List.of("label");
  }

  @Override
  public Object config() {
    return recorded() ? Map.of("annotator", "recorded") : Asked.of(config.openai(), rules);
  }

  @Override
  public List<ExternalFile> external(Storage storage) {
    if (!recorded()) {
      return scoresRun(storage).stream().map(LabelJob::external).toList();
    }
    Path path = recordedPath();
    FileStatus status = storage.status(path).orElseThrow(() -> missing(path));
    Instant modified = Instant.ofEpochMilli(status.getModificationTime());
    return List.of(new ExternalFile(path.getName(), status.getLen(), modified));
  }

  @Override
  public Outcome run(RunContext context) {
    ObjectNode metrics = Figures.node();
    Optional<LabelRows> rows =
        recorded() ? Optional.of(recordedRows(context, metrics)) : openAiRows(context, metrics);
    return rows.map(found -> written(context, found, metrics))
        .orElseGet(() -> Outcome.of(Accounting.allKept("labels", 0), metrics));
  }

  private static Outcome written(RunContext context, LabelRows rows, ObjectNode metrics) {
    Dataset<Row> written =
        context.write(
            LabelsTable.TABLE,
            context.session().createDataFrame(rows.labels(), LabelsTable.TABLE.schema()));
    context.write(
        QuarantineTable.TABLE,
        context.session().createDataFrame(rows.quarantine(), QuarantineTable.TABLE.schema()));
    return Outcome.of(
        Accounting.of("labels", rows.wanted(), written.count(), rows.dropped(), rows.quarantined()),
        metrics);
  }

  private LabelRows recordedRows(RunContext context, ObjectNode metrics) {
    Path path = recordedPath();
    byte[] file = context.folder().storage().read(path).orElseThrow(() -> missing(path));
    RecordedLabelling labelling = new RecordedLabelling(path.getName(), file);
    LabelRows rows = labelling.rows(context, earlier(context));
    Figures.add(metrics, labelling.annotator(), rows);
    return rows;
  }

  private Optional<LabelRows> openAiRows(RunContext context, ObjectNode metrics) {
    OpenAiLabelling labelling = new OpenAiLabelling(config.openai(), environment, clock);
    String annotator = config.openai().scoreAnnotator().fingerprint().id();
    Dataset<Row> earlier = earlier(context).where(col("annotator").equalTo(annotator));
    Optional<LabelRows> rows =
        labelling.rows(
            context,
            sample(context, earlier, metrics),
            ofAllRuns(context, DocumentsTable.TABLE).stream()
                .map(LabelTransforms::texts)
                .reduce(Dataset::union)
                .orElseThrow(),
            purpose,
            metrics);
    rows.ifPresent(found -> Figures.add(metrics, annotator, found));
    return rows;
  }

  private Sample sample(RunContext context, Dataset<Row> earlier, ObjectNode metrics) {
    Dataset<Row> candidates = LabelTransforms.unlabelled(survivors(context), earlier);
    long labelled = earlier.select("content_sha256").distinct().count();
    metrics.put("texts_labelled_in_earlier_runs", labelled);
    OpenAiConfig openai = config.openai();
    boolean byScore = isByScore();
    Sample.Design design =
        new Sample.Design(
            openai.sampleSize(),
            openai.repeatShare(),
            byScore ? OptionalDouble.of(openai.uncertainAt()) : OptionalDouble.empty(),
            context.seed());
    if (byScore) {
      return scored(
          Sample.of(LabelTransforms.withScore(candidates, scores(context)), labelled, design));
    }
    return isToppingUp() && !context.chain().isEmpty()
        ? Sample.toppingUp(candidates, labelledDocuments(context, earlier), design)
        : Sample.of(candidates, labelled, design);
  }

  private Sample scored(Sample sample) {
    if (sample.texts() == 0) {
      throw new ConfigurationException(
          "Cannot sample by uncertainty: none of the texts that may be labelled has a score in %s (label.openai.scores-run: expected a run of these documents, or one that this run builds on)"
              .formatted(config.openai().scoresRun().orElseThrow()));
    }
    return sample;
  }

  /** The documents that are still in: of this run and, where scores decide, of the earlier ones. */
  private Dataset<Row> survivors(RunContext context) {
    List<Dataset<Row>> documents = ofAllRuns(context, DocumentsTable.TABLE);
    List<Dataset<Row>> signals = ofAllRuns(context, SignalsTable.TABLE);
    List<Dataset<Row>> duplicates = ofAllRuns(context, DuplicatesTable.TABLE);
    return IntStream.range(0, documents.size())
        .mapToObj(
            run ->
                Remaining.survivors(
                    LabelTransforms.evidence(documents.get(run)),
                    signals.get(run),
                    duplicates.get(run),
                    rules))
        .reduce(Dataset::union)
        .orElseThrow();
  }

  private List<Dataset<Row>> ofAllRuns(RunContext context, Table table) {
    List<Dataset<Row>> all = new ArrayList<>(isByScore() ? context.readEarlier(table) : List.of());
    all.add(context.read(table));
    return all;
  }

  private static Dataset<Row> labelledDocuments(RunContext context, Dataset<Row> earlier) {
    Dataset<Row> documents =
        context.readEarlier(DocumentsTable.TABLE).stream()
            .map(LabelTransforms::evidence)
            .reduce(Dataset::union)
            .orElseThrow();
    return LabelTransforms.labelled(documents, earlier);
  }

  private Dataset<Row> scores(RunContext context) {
    RunFolder run = scoresRun(context.folder().storage()).orElseThrow();
    return new RunTables(context.session(), run)
        .rows("score", ScoresTable.TABLE)
        .orElseThrow(() -> noScores(run));
  }

  private Optional<RunFolder> scoresRun(Storage storage) {
    OpenAiConfig openai = config.openai();
    return isByScore()
        ? openai.scoresRun().map(run -> new RunFolder(storage, new Path(run)))
        : Optional.empty();
  }

  /** What tells one set of scores from another: their manifest. */
  private static ExternalFile external(RunFolder run) {
    Path manifest = new Path(run.job("score"), "manifest.json");
    FileStatus status = run.storage().status(manifest).orElseThrow(() -> noScores(run));
    Instant modified = Instant.ofEpochMilli(status.getModificationTime());
    return new ExternalFile("score/manifest.json", status.getLen(), modified);
  }

  private static ConfigurationException noScores(RunFolder run) {
    return new ConfigurationException(
        "Cannot read scores of %s: score is not published there (label.openai.scores-run)"
            .formatted(run.root()));
  }

  private boolean isByScore() {
    return !recorded() && config.openai().strategy() == Strategy.UNCERTAINTY;
  }

  private boolean isToppingUp() {
    return !recorded() && config.openai().strategy() == Strategy.TOP_UP;
  }

  /** The labels of the runs that this one builds on. */
  private static Dataset<Row> earlier(RunContext context) {
    return context.readEarlier(LabelsTable.TABLE).stream()
        .reduce(
            context.session().createDataFrame(List.of(), LabelsTable.TABLE.schema()),
            Dataset::union);
  }

  private boolean recorded() {
    return config.annotator() == Annotator.RECORDED;
  }

  private Path recordedPath() {
    return new Path(config.recorded().path().orElseThrow());
  }

  private static ConfigurationException missing(Path path) {
    return new ConfigurationException(
        "Cannot read labels %s: there is no such file (label.recorded.path)".formatted(path));
  }
}

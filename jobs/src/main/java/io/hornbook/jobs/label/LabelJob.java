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
import io.hornbook.jobs.run.Job;
import io.hornbook.jobs.run.Outcome;
import io.hornbook.jobs.run.RunContext;
import io.hornbook.jobs.run.Storage;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.DuplicatesTable;
import io.hornbook.jobs.table.LabelsTable;
import io.hornbook.jobs.table.QuarantineTable;
import io.hornbook.jobs.table.SignalsTable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

  /**
   * @param rules the gates: a model is asked about documents that pass them
   * @param environment where the API key is looked up: {@code System.getenv()}
   */
  public LabelJob(LabelConfig config, RuleSet rules, Map<String, String> environment, Clock clock) {
    if (config.annotator() == Annotator.RECORDED && config.recorded().path().isEmpty()) {
      throw new ConfigurationException(
          "Invalid label.recorded.path: (absent) (expected a file of labels, since label.annotator is recorded)");
    }
    this.config = config;
    this.rules = rules;
    this.environment = environment;
    this.clock = clock;
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
      List<Rule> rules) {
    static Asked of(OpenAiConfig openai, RuleSet rules) {
      var annotator = openai.scoreAnnotator().fingerprint();
      return new Asked(
          annotator.id(),
          annotator.model(),
          annotator.promptSha256(),
          openai.sampleSize(),
          openai.repeatShare(),
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
    return List.of("label");
  }

  @Override
  public Object config() {
    return recorded() ? Map.of("annotator", "recorded") : Asked.of(config.openai(), rules);
  }

  @Override
  public List<ExternalFile> external(Storage storage) {
    if (!recorded()) {
      return List.of();
    }
    Path path = recordedPath();
    FileStatus status = storage.status(path).orElseThrow(() -> missing(path));
    Instant modified = Instant.ofEpochMilli(status.getModificationTime());
    return List.of(new ExternalFile(path.getName(), status.getLen(), modified));
  }

  @Override
  public Outcome run(RunContext context) {
    ObjectNode metrics = Figures.node();
    LabelRows rows = recorded() ? recordedRows(context, metrics) : openAiRows(context, metrics);
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

  private LabelRows openAiRows(RunContext context, ObjectNode metrics) {
    OpenAiLabelling labelling = new OpenAiLabelling(config.openai(), environment, clock);
    Dataset<Row> candidates =
        Remaining.survivors(
            context
                .read(DocumentsTable.TABLE)
                .select("document_id", "source", "path", "language", "bytes", "content_sha256"),
            context.read(SignalsTable.TABLE),
            context.read(DuplicatesTable.TABLE),
            rules);
    Dataset<Row> earlier =
        earlier(context)
            .where(col("annotator").equalTo(config.openai().scoreAnnotator().fingerprint().id()));
    LabelRows rows = labelling.rows(context, candidates, earlier, metrics);
    Figures.add(metrics, config.openai().scoreAnnotator().fingerprint().id(), rows);
    return rows;
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

package io.hornbook.jobs.score;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.classifier.Ensemble;
import io.hornbook.common.classifier.QualityClassifier;
import io.hornbook.common.classifier.ThresholdTable;
import io.hornbook.common.document.Sha256;
import io.hornbook.common.embed.EmbedderConfig;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.manifest.Manifest.ExternalFile;
import io.hornbook.common.rule.RuleSet;
import io.hornbook.jobs.evidence.Remaining;
import io.hornbook.jobs.run.Job;
import io.hornbook.jobs.run.Outcome;
import io.hornbook.jobs.run.RunContext;
import io.hornbook.jobs.run.RunFolder;
import io.hornbook.jobs.run.Storage;
import io.hornbook.jobs.table.ClassifierFiles;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.DuplicatesTable;
import io.hornbook.jobs.table.ScoreFiles;
import io.hornbook.jobs.table.ScoresTable;
import io.hornbook.jobs.table.SignalsTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code score}: writes the quality of every document that is still in, and what every threshold
 * would keep.
 *
 * @param score the section {@code score}
 * @param embedder the embedder of the section {@code embed}
 * @param rules the gates, which decide what is still in
 */
public record ScoreJob(ScoreConfig score, EmbedderConfig embedder, RuleSet rules) implements Job {
  private static final String CLASSIFIER = "classifier";
  private static final int TENTHS = 10;

  @Override
  public String name() {
    return "score";
  }

  @Override
  public List<String> inputs() {
    return List.of("ingest", "measure", "dedup", PublishedClassifier.JOB);
  }

  /** The other classifiers count by their files, wherever those lie. */
  @Override
  public Object config() {
    return Map.of(
        "embedder",
        embedder,
        "rules",
        rules,
        "ensemble",
        score.ensemble().stream().map(ScoreConfig.Member::embedder).toList(),
        "combination",
        score.combination(),
        "mix-classifiers",
        score.mixClassifiers());
  }

  @Override
  public List<ExternalFile> external(Storage storage) {
    List<ExternalFile> files = new ArrayList<>();
    for (ScoreConfig.Member member : score.ensemble()) {
      RunFolder folder = new RunFolder(storage, new Path(member.run()));
      Path path = PublishedClassifier.file(folder, ClassifierFiles.FOREST);
      FileStatus status =
          storage
              .status(path)
              .orElseThrow(
                  () -> new ConfigurationException("Cannot score: " + path + " is missing"));
      files.add(
          new ExternalFile(
              files.size() + "/" + folder.published(PublishedClassifier.JOB).digest(),
              status.getLen(),
              Instant.ofEpochMilli(status.getModificationTime())));
    }
    return files;
  }

  @Override
  public Outcome run(RunContext context) {
    Ensemble ensemble = ensemble(context.folder());
    refuseToMix(context, ensemble.fingerprint());
    Broadcast<Ensemble> everywhere =
        JavaSparkContext.fromSparkContext(context.session().sparkContext()).broadcast(ensemble);
    try {
      Dataset<Row> scores =
          context.write(
              ScoresTable.of(ensemble.isExact()),
              ScoreTransforms.scores(
                  remaining(context, ensemble.signals()), ensemble.signals(), everywhere));
      return outcome(context, ensemble, scores);
    } finally {
      everywhere.destroy();
    }
  }

  private Ensemble ensemble(RunFolder folder) {
    List<QualityClassifier> members = new ArrayList<>();
    members.add(PublishedClassifier.read(folder, embedder.embedder()));
    for (ScoreConfig.Member member : score.ensemble()) {
      members.add(
          PublishedClassifier.read(
              new RunFolder(folder.storage(), new Path(member.run())),
              member.embedder().embedder()));
    }
    return new Ensemble(score.combination(), members);
  }

  private void refuseToMix(RunContext context, String fingerprint) {
    for (RunFolder run : context.chain().runs()) {
      String other =
          run.manifest(name())
              .map(manifest -> manifest.metrics().path(CLASSIFIER).asText())
              .orElse(fingerprint);
      if (!score.mixClassifiers() && !other.equals(fingerprint)) {
        throw new ConfigurationException(
            "Cannot score: the base run %s is scored by classifier %s, and this run's is %s (take the base run's, or set score.mix-classifiers)"
                .formatted(run.root(), other, fingerprint));
      }
    }
  }

  private Dataset<Row> remaining(RunContext context, List<String> features) {
    Dataset<Row> signals = context.read(SignalsTable.TABLE);
    Dataset<Row> survivors =
        Remaining.survivors(
            context.read(DocumentsTable.TABLE).select("document_id", "language", "text"),
            signals,
            context.read(DuplicatesTable.TABLE),
            rules);
    return features.isEmpty()
        ? survivors
        : ScoreTransforms.withSignals(survivors, signals, features);
  }

  private Outcome outcome(RunContext context, Ensemble ensemble, Dataset<Row> scores) {
    Dataset<Row> signals = context.read(SignalsTable.TABLE);
    ThresholdTable thresholds =
        ScoreTransforms.thresholds(
            scores,
            signals,
            score.ensemble().isEmpty()
                ? PublishedClassifier.decisions(context.folder())
                : List.of());
    byte[] json = thresholds.json();
    context
        .folder()
        .storage()
        .write(new Path(context.attemptFolder(), ScoreFiles.THRESHOLDS), json);
    Dataset<Row> documents = context.read(DocumentsTable.TABLE).select("document_id", "language");
    long out = Remaining.countOut(documents, signals, context.read(DuplicatesTable.TABLE), rules);
    return new Outcome(
        Accounting.of(
            "documents",
            documents.count(),
            thresholds.rows().get(0).documents(),
            Map.of("already_out", out),
            Map.of()),
        metrics(ensemble, thresholds),
        ensemble.isExact() ? Map.of("thresholds", Sha256.of(json).hex()) : Map.of());
  }

  private static ObjectNode metrics(Ensemble ensemble, ThresholdTable thresholds) {
    ObjectNode metrics =
        JsonNodeFactory.instance.objectNode().put(CLASSIFIER, ensemble.fingerprint());
    ArrayNode members = metrics.putArray("members");
    ensemble.members().forEach(member -> members.add(member.fingerprint()));
    metrics.put("tokens", thresholds.rows().get(0).tokens());
    ArrayNode counts = metrics.putArray("documents_by_tenth_of_quality");
    for (int tenth = 0; tenth < TENTHS; tenth++) {
      counts.add(documentsFrom(thresholds, tenth) - documentsFrom(thresholds, tenth + 1));
    }
    return metrics;
  }

  /** How many documents score so many tenths or more; none more than 1, which is in the last. */
  private static long documentsFrom(ThresholdTable thresholds, int tenth) {
    return tenth == TENTHS
        ? 0
        : thresholds.rows().get(tenth * ThresholdTable.PARTS / TENTHS).documents();
  }
}

package io.hornbook.jobs.score;

import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.classifier.QualityClassifier;
import io.hornbook.common.embed.EmbedderConfig;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.rule.RuleSet;
import io.hornbook.jobs.evidence.Remaining;
import io.hornbook.jobs.run.Job;
import io.hornbook.jobs.run.Outcome;
import io.hornbook.jobs.run.RunContext;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.DuplicatesTable;
import io.hornbook.jobs.table.ScoresTable;
import io.hornbook.jobs.table.SignalsTable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code score}: writes the quality of every document that is still in.
 *
 * @param embedder the embedder of the section {@code embed}
 * @param rules the gates, which decide what is still in
 */
public record ScoreJob(EmbedderConfig embedder, RuleSet rules) implements Job {
  private static final int TENTHS = 10;

  @Override
  public String name() {
    return "score";
  }

  @Override
  public List<String> inputs() {
    return List.of("ingest", "measure", "dedup", PublishedClassifier.JOB);
  }

  @Override
  public Object config() {
    return Map.of("embedder", embedder, "rules", rules);
  }

  @Override
  public Outcome run(RunContext context) {
    QualityClassifier classifier = PublishedClassifier.read(context, embedder.embedder());
    Broadcast<QualityClassifier> everywhere =
        JavaSparkContext.fromSparkContext(context.session().sparkContext()).broadcast(classifier);
    try {
      Dataset<Row> scores =
          context.write(
              ScoresTable.TABLE,
              ScoreTransforms.scores(
                  remaining(context), new TextQuality(everywhere), classifier.fingerprint()));
      return outcome(context, classifier, tenths(scores));
    } finally {
      everywhere.destroy();
    }
  }

  private Dataset<Row> remaining(RunContext context) {
    return Remaining.survivors(
        context.read(DocumentsTable.TABLE).select("document_id", "language", "text"),
        context.read(SignalsTable.TABLE),
        context.read(DuplicatesTable.TABLE),
        rules);
  }

  private Outcome outcome(RunContext context, QualityClassifier classifier, long[] tenths) {
    Dataset<Row> documents = context.read(DocumentsTable.TABLE).select("document_id", "language");
    long out =
        Remaining.countOut(
            documents,
            context.read(SignalsTable.TABLE),
            context.read(DuplicatesTable.TABLE),
            rules);
    long scored = Arrays.stream(tenths).sum();
    ObjectNode metrics =
        JsonNodeFactory.instance.objectNode().put("classifier", classifier.fingerprint());
    ArrayNode counts = metrics.putArray("documents_by_tenth_of_quality");
    Arrays.stream(tenths).forEach(counts::add);
    return Outcome.of(
        Accounting.of("documents", documents.count(), scored, Map.of("already_out", out), Map.of()),
        metrics);
  }

  /** How many documents score in each tenth of [0, 1]; 1 itself is in the last. */
  private static long[] tenths(Dataset<Row> scores) {
    long[] tenths = new long[TENTHS];
    scores
        .selectExpr("CAST(least(floor(quality * 10), 9) AS INT) AS tenth")
        .groupBy(col("tenth"))
        .count()
        .collectAsList()
        .forEach(row -> tenths[row.getInt(0)] = row.getLong(1));
    return tenths;
  }
}

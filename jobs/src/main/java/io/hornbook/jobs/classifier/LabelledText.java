package io.hornbook.jobs.classifier;

import io.hornbook.common.classifier.Example;
import io.hornbook.common.classifier.Traits;
import io.hornbook.common.document.Sha256;
import java.util.OptionalDouble;
import org.apache.spark.sql.Row;

/**
 * A text that forests are trained on, without its vector.
 *
 * @param content its content_sha256
 * @param group its group of near-duplicates
 * @param fold the fold that judges it
 * @param score the mean of its labels
 * @param positive whether it counts as good
 * @param traits what else is known of it
 * @param embedder what made its vector
 * @param dimensions the length of its vector
 * @param finite whether all numbers of its vector are
 */
record LabelledText(
    Sha256 content,
    Sha256 group,
    int fold,
    double score,
    boolean positive,
    Traits traits,
    String embedder,
    int dimensions,
    boolean finite) {

  /** What {@link #of} reads, of the columns of the training texts. */
  static final String[] COLUMNS = {
    "content_sha256",
    "group_sha256",
    "fold",
    "score_sum / labels AS score",
    "positive",
    "source",
    "language",
    "bytes",
    "commentary_share",
    "embedder",
    "size(vector) AS dimensions",
    "forall(vector, x -> abs(x) < float('infinity')) AND NOT exists(vector, x -> isnan(x)) AS finite"
  };

  static LabelledText of(Row row) {
    return new LabelledText(
        Sha256.wrap(row.getAs("content_sha256")),
        Sha256.wrap(row.getAs("group_sha256")),
        row.getAs("fold"),
        row.getAs("score"),
        row.getAs("positive"),
        traits(row),
        row.getAs("embedder"),
        row.getAs("dimensions"),
        row.getAs("finite"));
  }

  private static Traits traits(Row row) {
    Double commentaryShare = row.getAs("commentary_share");
    return new Traits(
        row.getAs("source"),
        row.getAs("language"),
        row.getAs("bytes"),
        commentaryShare == null ? OptionalDouble.empty() : OptionalDouble.of(commentaryShare));
  }

  Example predicted(double prediction) {
    return new Example(content, group, fold, score, positive, traits, prediction);
  }
}

package io.hornbook.jobs.classifier;

import io.hornbook.common.classifier.Example;
import io.hornbook.common.document.Sha256;
import org.apache.spark.sql.Row;

/**
 * A text that forests are trained on, without its vector.
 *
 * @param content its content_sha256
 * @param group its group of near-duplicates
 * @param fold the group's fold
 * @param score the mean of its labels
 * @param positive whether it counts as good
 * @param bytes its length
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
    long bytes,
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
    "bytes",
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
        row.getAs("bytes"),
        row.getAs("embedder"),
        row.getAs("dimensions"),
        row.getAs("finite"));
  }

  Example predicted(double prediction) {
    return new Example(content, group, fold, score, positive, bytes, prediction);
  }
}

package io.hornbook.jobs.score;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** The scores of documents. */
final class ScoreTransforms {
  private ScoreTransforms() {}

  /**
   * The rows of {@code scores} for these documents.
   *
   * @param fingerprint of the classifier
   */
  static Dataset<Row> scores(Dataset<Row> documents, TextQuality quality, String fingerprint) {
    return documents.select(
        col("document_id"),
        udf(quality, DataTypes.DoubleType).apply(col("text").cast("binary")).as("quality"),
        lit(fingerprint).as("classifier"));
  }
}

package io.hornbook.jobs.score;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;

import io.hornbook.common.classifier.Ensemble;
import io.hornbook.common.classifier.SignalFeatures;
import io.hornbook.common.classifier.ThresholdTable;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** The scores of documents, and what thresholds would keep of them. */
final class ScoreTransforms {
  private static final String KEY = "document_id";

  private ScoreTransforms() {}

  /** The documents with the signals of those columns. */
  static Dataset<Row> withSignals(
      Dataset<Row> documents, Dataset<Row> signals, List<String> columns) {
    return documents.join(signals.select(KEY, columns.toArray(String[]::new)), KEY);
  }

  /**
   * The rows of {@code scores} for these documents.
   *
   * @param signals the columns of the signals that the classifiers know; the documents have them
   */
  static Dataset<Row> scores(
      Dataset<Row> documents, List<String> signals, Broadcast<Ensemble> ensemble) {
    Column features =
        array(signals.stream().map(ScoreTransforms::feature).toArray(Column[]::new))
            .cast("array<float>");
    Column text = col("text").cast("binary");
    boolean isBatched =
        ensemble.value().members().stream().anyMatch(member -> member.embedder().batch() > 1);
    Dataset<Row> qualities;
    if (isBatched) {
      qualities =
          documents
              .select(col(KEY), text.as("text"), features.as("features"))
              .mapPartitions(new BatchQuality(ensemble), Encoders.row(BatchQuality.SCHEMA));
    } else {
      Column quality =
          signals.isEmpty()
              ? udf(new TextQuality(ensemble), DataTypes.DoubleType).apply(text)
              : udf(new FeaturedQuality(ensemble), DataTypes.DoubleType).apply(text, features);
      qualities = documents.select(col(KEY), quality.as("quality"));
    }
    return qualities.withColumn("classifier", lit(ensemble.value().fingerprint()));
  }

  private static Column feature(String signal) {
    return coalesce(col(signal).cast("float"), lit(SignalFeatures.ABSENT));
  }

  /** What every threshold would keep; the counts of some hundred parts come to the driver. */
  static ThresholdTable thresholds(
      Dataset<Row> scores, Dataset<Row> signals, List<ThresholdTable.Labelled> labelled) {
    long[] documents = new long[ThresholdTable.PARTS + 1];
    long[] tokens = new long[ThresholdTable.PARTS + 1];
    Column part = udf(new QualityPart(), DataTypes.IntegerType).apply(col("quality"));
    scores
        .join(signals.select(KEY, "tokens_v1"), KEY)
        .groupBy(part.as("part"))
        .agg(count(lit(1)), sum(coalesce(col("tokens_v1"), lit(0L))))
        .collectAsList()
        .forEach(
            row -> {
              documents[row.getInt(0)] = row.getLong(1);
              tokens[row.getInt(0)] = row.getLong(2);
            });
    return ThresholdTable.of(documents, tokens, labelled);
  }
}

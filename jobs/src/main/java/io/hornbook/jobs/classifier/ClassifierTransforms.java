package io.hornbook.jobs.classifier;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** From labels, vectors and texts to the rows that a forest is trained on. */
final class ClassifierTransforms {
  private static final String CONTENT = "content_sha256";

  private ClassifierTransforms() {}

  /**
   * One row a labelled text: {@code score_sum} over {@code labels} of them, whatever replicate and
   * annotator they are from.
   */
  static Dataset<Row> labelledTexts(Dataset<Row> labels) {
    return labels.groupBy(CONTENT).agg(sum("score").as("score_sum"), count(lit(1)).as("labels"));
  }

  /** One row a labelled text that has a document. */
  static Dataset<Row> labelledContents(Dataset<Row> documents, Dataset<Row> labelledTexts) {
    return ofLabelled(documents, labelledTexts).select(CONTENT).distinct();
  }

  /** One row a labelled text that has a vector: of equal texts, that of the smallest document. */
  static Dataset<Row> labelledVectors(Dataset<Row> embeddings, Dataset<Row> labelledTexts) {
    return ofLabelled(embeddings, labelledTexts)
        .groupBy(CONTENT)
        .agg(min(struct("document_id", "embedder", "vector")).as("first"))
        .select(CONTENT, "first.embedder", "first.vector");
  }

  /**
   * One row a labelled text: its length in {@code bytes} and the {@code bands} of its signature.
   * The text itself is not exchanged.
   */
  static Dataset<Row> labelledBands(
      Dataset<Row> documents, Dataset<Row> labelledTexts, TextBands textBands) {
    var bands = udf(textBands, DataTypes.createArrayType(DataTypes.LongType, false));
    return ofLabelled(documents, labelledTexts)
        .select(
            col(CONTENT),
            col("document_id"),
            col("bytes"),
            bands.apply(col("text").cast("binary")).as("bands"))
        .groupBy(CONTENT)
        .agg(min(struct("document_id", "bytes", "bands")).as("first"))
        .select(CONTENT, "first.bytes", "first.bands");
  }

  /** The rows about labelled texts, in place: the labels are few enough to go to every task. */
  private static Dataset<Row> ofLabelled(Dataset<Row> rows, Dataset<Row> labelledTexts) {
    Dataset<Row> contents = labelledTexts.select(CONTENT);
    return rows.join(
        broadcast(contents), rows.col(CONTENT).equalTo(contents.col(CONTENT)), "left_semi");
  }

  /** The group of near-duplicates and the fold of each text, found in one task. */
  static Dataset<Row> withFolds(Dataset<Row> bands, TextGroups groups) {
    Dataset<Row> folds =
        bands
            .select(CONTENT, "bands")
            .coalesce(1)
            .mapPartitions(groups, Encoders.row(TextGroups.SCHEMA));
    return bands.drop("bands").join(folds, CONTENT);
  }

  /**
   * The rows that forests are trained on, in the partitions and the order that the trees depend on.
   */
  static Dataset<Row> trainingTexts(
      Dataset<Row> labelledTexts,
      Dataset<Row> vectors,
      Dataset<Row> folds,
      int minScore,
      int partitions) {
    return labelledTexts
        .join(vectors, CONTENT)
        .join(folds, CONTENT)
        .withColumn("positive", col("score_sum").geq(col("labels").multiply(minScore)))
        .repartition(partitions, col(CONTENT))
        .sortWithinPartitions(CONTENT);
  }
}

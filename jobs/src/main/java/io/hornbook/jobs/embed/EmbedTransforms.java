package io.hornbook.jobs.embed;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import io.hornbook.common.embed.Embedder;
import io.hornbook.jobs.table.EmbeddingsTable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** Which documents get a vector, and the vectors. */
final class EmbedTransforms {
  private static final String CONTENT = "content_sha256";

  private EmbedTransforms() {}

  /** The documents whose content has a label; the labels are few enough to go to every task. */
  static Dataset<Row> labelled(Dataset<Row> documents, Dataset<Row> labels) {
    return documents.join(
        broadcast(labels.select(CONTENT).distinct()), asUsing(CONTENT), "left_semi");
  }

  /** The documents whose content has no label. */
  static Dataset<Row> unlabelled(Dataset<Row> documents, Dataset<Row> labels) {
    return documents.join(
        broadcast(labels.select(CONTENT).distinct()), asUsing(CONTENT), "left_anti");
  }

  /**
   * The documents whose content has a label, and those whose id is among {@code remaining}.
   *
   * @param remaining ids, bucketed as the documents are
   */
  static Dataset<Row> labelledOrRemaining(
      Dataset<Row> documents, Dataset<Row> labels, Dataset<Row> remaining) {
    Dataset<Row> contents = labels.select(CONTENT).distinct().withColumn("labelled", lit(true));
    return documents
        .join(
            remaining.select("document_id").withColumn("remaining", lit(true)),
            asUsing("document_id"),
            "left_outer")
        .join(broadcast(contents), asUsing(CONTENT), "left_outer")
        .where(col("labelled").isNotNull().or(col("remaining").isNotNull()));
  }

  /** The rows of {@code embeddings} for these documents. */
  static Dataset<Row> vectors(Dataset<Row> documents, Embedder embedder) {
    if (embedder.batch() > 1) {
      return documents
          .select(col("document_id"), col(CONTENT), col("text").cast("binary").as("text"))
          .mapPartitions(new BatchVectors(embedder), Encoders.row(EmbeddingsTable.TABLE.schema()));
    }
    var vector =
        udf(new TextVector(embedder), DataTypes.createArrayType(DataTypes.FloatType, false));
    return documents.select(
        col("document_id"),
        col(CONTENT),
        lit(embedder.fingerprint()).as("embedder"),
        vector.apply(col("text").cast("binary")).as("vector"));
  }

  private static String[] asUsing(String column) {
    return new String[] {column};
  }
}

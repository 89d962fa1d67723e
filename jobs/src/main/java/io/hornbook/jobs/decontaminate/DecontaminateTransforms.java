package io.hornbook.jobs.decontaminate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import io.hornbook.common.ngram.NgramIndex;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;

/** The steps of decontamination, each from rows to rows. */
final class DecontaminateTransforms {
  private DecontaminateTransforms() {}

  /**
   * One row for each item that a document holds and each method that finds it, in the buckets of
   * the documents.
   *
   * @param documents with document_id and text
   */
  static Dataset<Row> contamination(Dataset<Row> documents, Broadcast<NgramIndex> index) {
    UserDefinedFunction findItems = udf(new FindItems(index), FindItems.SCHEMA);
    return documents
        .select(
            col("document_id"),
            explode(findItems.apply(col("text").cast(DataTypes.BinaryType))).as("found"))
        .select(col("document_id"), col("found.*"));
  }

  /** Rows, documents and items of each benchmark and method. */
  static Dataset<Row> hits(Dataset<Row> contamination) {
    return contamination
        .groupBy("benchmark", "method")
        .agg(
            count(lit(1)).as("matches"),
            countDistinct("document_id").as("documents"),
            countDistinct("item").as("items"))
        .orderBy("benchmark", "method");
  }
}

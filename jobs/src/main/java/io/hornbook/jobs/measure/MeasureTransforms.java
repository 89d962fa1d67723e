package io.hornbook.jobs.measure;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.explode;

import io.hornbook.common.signal.MeasureLimits;
import io.hornbook.jobs.table.SignalsTable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** From documents to their signals. */
final class MeasureTransforms {
  private MeasureTransforms() {}

  /**
   * The signals of every document, in the documents' partitions and order.
   *
   * @param documents with document_id, language and text
   */
  static Dataset<Row> signals(Dataset<Row> documents, MeasureLimits limits) {
    return documents
        .select(col("document_id"), col("language"), col("text").cast(DataTypes.BinaryType))
        .mapPartitions(new MeasureDocuments(limits), Encoders.row(SignalsTable.TABLE.schema()));
  }

  /** How many documents hold each kind of personal data or secret. */
  static Dataset<Row> withSensitive(Dataset<Row> signals) {
    return signals
        .select(col("document_id"), explode(col("sensitive.kind")).as("kind"))
        .groupBy("kind")
        .agg(count_distinct(col("document_id")).as("documents"));
  }
}

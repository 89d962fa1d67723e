package io.hornbook.jobs.measure;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import io.hornbook.common.rule.RuleSet;
import io.hornbook.common.signal.MeasureLimits;
import io.hornbook.jobs.table.SignalsTable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.StructType;

/** The steps of measuring, each from rows to rows. */
final class MeasureTransforms {
  private MeasureTransforms() {}

  /**
   * The rows of {@code signals}, in the buckets of the documents.
   *
   * @param documents with document_id, text, language, path and licences
   * @param gates only texts that pass them are parsed
   * @param costs told what the measurement costs
   */
  static Dataset<Row> signals(
      Dataset<Row> documents, MeasureLimits limits, RuleSet gates, MeasureCosts costs) {
    // Two selects, not one: each column of the struct would otherwise measure the text again.
    UserDefinedFunction measure =
        udf(new MeasureText(limits, gates, costs), measured())
            .withName("measure")
            .asNondeterministic();
    return documents
        .select(
            col("document_id"),
            measure
                .apply(col("text"), col("language"), col("path"), col("licences"))
                .as("measured"))
        .select("document_id", "measured.*");
  }

  /** How many documents hold each kind of personal data or secret, in the order of the kinds. */
  static Dataset<Row> withSensitive(Dataset<Row> signals) {
    return signals
        .select(explode(array_distinct(col("sensitive.kind"))).as("kind"))
        .groupBy("kind")
        .agg(count(lit(1)).as("documents"))
        .orderBy("kind");
  }

  /** The columns of the table without its key. */
  private static StructType measured() {
    StructType schema = new StructType();
    for (String column : SignalsTable.TABLE.schema().fieldNames()) {
      schema =
          column.equals("document_id")
              ? schema
              : schema.add(SignalsTable.TABLE.schema().apply(column));
    }
    return schema;
  }
}

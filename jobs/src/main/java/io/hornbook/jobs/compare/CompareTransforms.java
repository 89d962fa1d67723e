package io.hornbook.jobs.compare;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.jdk.javaapi.CollectionConverters;

/** Counts over the verdicts of two runs, of a size that does not depend on theirs. */
final class CompareTransforms {
  /** The reason of a document that a run does not hold. */
  static final String ABSENT = "absent";

  private static final String ID = "document_id";

  private CompareTransforms() {}

  /**
   * How many documents there are of each pair of verdicts: {@code first} and {@code second} are the
   * first reason of each run, null where it keeps the document.
   */
  static Dataset<Row> countedByVerdicts(Dataset<Row> first, Dataset<Row> second) {
    return verdicts(first, "first")
        .join(
            verdicts(second, "second"),
            CollectionConverters.asScala(List.of(ID)).toSeq(),
            "full_outer")
        .groupBy(reason("first"), reason("second"))
        .agg(count(lit(1)).as("documents"));
  }

  private static Dataset<Row> verdicts(Dataset<Row> selection, String run) {
    return selection.select(
        col(ID), col("keep").as(run + "_keep"), get(col("reasons"), lit(0)).as(run + "_reason"));
  }

  private static Column reason(String run) {
    Column isAbsent = col(run + "_keep").isNull();
    Column absent = when(isAbsent, lit(ABSENT));
    return coalesce(absent, col(run + "_reason")).as(run);
  }
}

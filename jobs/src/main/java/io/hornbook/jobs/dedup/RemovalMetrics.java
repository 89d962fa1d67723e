package io.hornbook.jobs.dedup;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How many documents are out.
 *
 * @param reasons by reason: the kind of the duplicate and {@code _duplicate}
 * @param steps near-duplicates by the similarity to their survivor, in twentieths, rounded down
 */
record RemovalMetrics(Map<String, Long> reasons, SortedMap<Long, Long> steps) {
  /** The width of a step is one part in so many. */
  static final int STEPS = 20;

  /** Counts in one pass; what comes to the driver has a row a kind and a row a step at most. */
  static RemovalMetrics of(Dataset<Row> duplicates) {
    RemovalMetrics counts = new RemovalMetrics(new TreeMap<>(), new TreeMap<>());
    duplicates
        .groupBy(
            col("kind"),
            call_function("div", col("intersection").multiply(lit((long) STEPS)), col("union"))
                .as("step"))
        .agg(count(lit(1)).as("removed"))
        .collectAsList()
        .forEach(row -> counts.add(row.getString(0), row.getAs("step"), row.getAs("removed")));
    return counts;
  }

  private void add(String kind, Long step, long removed) {
    reasons.merge(kind + "_duplicate", removed, Long::sum);
    if (step != null) {
      steps.merge(step, removed, Long::sum);
    }
  }
}

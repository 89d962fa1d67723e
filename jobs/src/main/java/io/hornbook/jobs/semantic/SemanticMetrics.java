package io.hornbook.jobs.semantic;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a semantic deduplication measured; the package description lists the keys. What is collected
 * is bounded, whatever the size of the corpus.
 *
 * @param kept the survivors among the members, counted by the decisions on them
 */
record SemanticMetrics(ObjectNode json, long kept) {
  private static final int LARGEST = 10;
  private static final int STEPS = 100;

  /**
   * Measures a result.
   *
   * @param documents with document_id, source and path
   * @param duplicates the rows of the table, as written
   */
  static SemanticMetrics of(
      SemanticDeduplication.Result result, Dataset<Row> documents, Dataset<Row> duplicates) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    long members = result.members().count();
    Dataset<Row> last = result.decided();
    long decided = last.count();
    json.put("documents", members);
    json.put("documents_without_direction", members - decided);
    json.put("clusters", result.clusters());
    json.put("passes", result.passes());
    json.put("pairs_compared", number(result.decisions(), sum("compared")));
    json.put("pairs_not_compared", notCompared(result.open()));
    addSizes(json, last);
    addSimilarities(json, duplicates);
    json.set("largest_groups", LargestGroups.of(documents, duplicates));
    long survivors = last.where(col("survivor").isNull()).count();
    return new SemanticMetrics(json, members - decided + survivors);
  }

  private static long number(Dataset<Row> rows, Column value) {
    return rows.select(coalesce(value, lit(0L)).cast("bigint")).head().getLong(0);
  }

  /** Pairs of one cluster and scope whose members no walk has decided. */
  private static long notCompared(Dataset<Row> open) {
    Dataset<Row> counts =
        open.groupBy("cluster", "scope").agg(count(lit(1)).cast("decimal(19,0)").as("open"));
    return number(counts, sum(col("open").multiply(col("open").minus(lit(1))).divide(2)));
  }

  private static void addSizes(ObjectNode json, Dataset<Row> decisions) {
    ArrayNode sizes = json.putArray("largest_clusters");
    decisions
        .groupBy("cluster")
        .agg(count(lit(1)).as("members"))
        .orderBy(col("members").desc())
        .limit(LARGEST)
        .collectAsList()
        .forEach(row -> sizes.add(row.getLong(1)));
  }

  /** Duplicates by the cosine to their survivor, in steps of a hundredth. */
  private static void addSimilarities(ObjectNode json, Dataset<Row> duplicates) {
    ArrayNode steps = json.putArray("similarities");
    duplicates
        .groupBy(floor(col("cosine").multiply(STEPS)).as("step"))
        .agg(count(lit(1)).as("removed"))
        .orderBy("step")
        .collectAsList()
        .forEach(
            row ->
                steps
                    .addObject()
                    .put("from", (double) row.getLong(0) / STEPS)
                    .put("removed", row.getLong(1)));
  }
}

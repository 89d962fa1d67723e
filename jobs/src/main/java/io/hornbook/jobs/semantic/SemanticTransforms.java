package io.hornbook.jobs.semantic;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.xxhash64;

import io.hornbook.jobs.evidence.SurvivorOrder;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** The steps of semantic deduplication, each from rows to rows. */
final class SemanticTransforms {
  private static final long PARTS = 1L << 32;

  private SemanticTransforms() {}

  /**
   * The documents with their vectors, as (rank, scope, vector).
   *
   * @param documents bucketed, with what {@code rank} and {@code scope} ask for
   * @param embeddings bucketed
   * @param rank from {@link SurvivorOrder#rank}
   * @param scope from {@link io.hornbook.jobs.evidence.Scope#key}
   */
  static Dataset<Row> members(
      Dataset<Row> documents, Dataset<Row> embeddings, Column rank, Column scope) {
    return documents
        .join(embeddings.select("document_id", "vector"), "document_id")
        .select(rank.as("rank"), scope.as("scope"), col("vector"));
  }

  /** The members with their {@code point}, null for a vector that points nowhere. */
  static Dataset<Row> withPoint(Dataset<Row> members) {
    return members.withColumn(
        "point", udf(new GridPoint(), SQLDataTypes.VectorType()).apply(col("vector")));
  }

  /**
   * The points that the centres are found with: about {@code wanted} of {@code all}, by the hash of
   * their rank, in the partitions and the order that the centres depend on.
   */
  static Dataset<Row> sample(
      Dataset<Row> points, long wanted, long all, long seed, int partitions) {
    long part = wanted >= all ? PARTS : (long) ((double) wanted / all * PARTS);
    return points
        .where(pmod(xxhash64(col("rank"), lit(seed)), lit(PARTS)).lt(part))
        .select("rank", "point")
        .repartition(partitions, col("rank"))
        .sortWithinPartitions("rank");
  }

  /** A decision on each member of these clusters. */
  static Dataset<Row> decisions(Dataset<Row> clustered, FirstSurvivors first) {
    return clustered
        .select("cluster", "scope", "rank", "vector")
        .repartition(col("cluster"), col("scope"))
        .sortWithinPartitions("cluster", "scope", "rank")
        .mapPartitions(first, Encoders.row(FirstSurvivors.SCHEMA));
  }

  /** The rows of the table, of decisions. */
  static Dataset<Row> duplicates(Dataset<Row> decisions) {
    Dataset<Row> removed =
        decisions
            .where(col("survivor").isNotNull())
            .select(
                SurvivorOrder.documentId(col("rank")).as("document_id"),
                SurvivorOrder.documentId(col("survivor")).as("survivor_id"),
                col("cosine"));
    Dataset<Row> sizes =
        removed.groupBy("survivor_id").agg(count(lit(1)).plus(1).as("cluster_size"));
    return removed.join(sizes, "survivor_id");
  }
}

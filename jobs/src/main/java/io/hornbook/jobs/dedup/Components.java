package io.hornbook.jobs.dedup;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import io.hornbook.jobs.run.Scratch;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Connected components by alternating large and small stars: every vertex ends at a star whose
 * centre is the component's first vertex. O(log² n) rounds, each linear in the edges, none larger
 * than the graph.
 */
final class Components {
  private Components() {}

  /** The edges with their {@code component}, its first vertex, before their other columns. */
  static Dataset<Row> withComponent(Dataset<Row> edges, Scratch scratch) {
    Dataset<Row> stars = edges.select(col("high").as("vertex"), col("low").as("centre"));
    Row before = null;
    Row after = fingerprint(stars);
    for (int round = 0; !after.equals(before); round++) {
      stars = scratch.write("stars-" + round, smallStars(largeStars(stars)));
      before = after;
      after = fingerprint(stars);
    }
    // A high end is never a component's first vertex, so it always has a centre.
    return edges
        .join(stars, edges.col("high").equalTo(stars.col("vertex")))
        .select(col("centre").as("component"), edges.col("*"));
  }

  /** Connects each vertex's later neighbours to its first neighbour, or to itself. */
  private static Dataset<Row> largeStars(Dataset<Row> edges) {
    Dataset<Row> both =
        edges
            .select(col("vertex").as("v"), col("centre").as("neighbour"))
            .union(edges.select(col("centre").as("v"), col("vertex").as("neighbour")));
    return both.withColumn("first", least(col("v"), firstNeighbour("v")))
        .where(col("neighbour").gt(col("v")))
        .select(col("neighbour").as("vertex"), col("first").as("centre"))
        .distinct();
  }

  /** Connects each vertex and its earlier neighbours to the first of these. */
  private static Dataset<Row> smallStars(Dataset<Row> edges) {
    Dataset<Row> oriented =
        edges
            .select(
                greatest(col("vertex"), col("centre")).as("v"),
                least(col("vertex"), col("centre")).as("neighbour"))
            .withColumn("first", firstNeighbour("v"));
    Dataset<Row> neighbours =
        oriented
            .where(col("neighbour").notEqual(col("first")))
            .select(col("neighbour").as("vertex"), col("first").as("centre"));
    return neighbours
        .union(oriented.select(col("v").as("vertex"), col("first").as("centre")))
        .distinct();
  }

  private static org.apache.spark.sql.Column firstNeighbour(String vertex) {
    return min("neighbour").over(Window.partitionBy(vertex));
  }

  /** Changes whenever the set of edges does; wide enough not to overflow. */
  private static Row fingerprint(Dataset<Row> edges) {
    return edges
        .select(
            count(lit(1)),
            coalesce(sum(xxhash64(col("vertex"), col("centre")).cast("decimal(20,0)")), lit(0)))
        .head();
  }
}

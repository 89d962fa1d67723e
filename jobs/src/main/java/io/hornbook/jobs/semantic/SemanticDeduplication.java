package io.hornbook.jobs.semantic;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.hornbook.jobs.run.Scratch;
import org.apache.spark.ml.clustering.KMeans;
import org.apache.spark.ml.clustering.KMeansModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One semantic deduplication: clusters, and walks through them. */
final class SemanticDeduplication {
  private final SemanticDedupConfig config;
  private final long seed;
  private final Scratch scratch;

  /**
   * @param seed of the clusters
   */
  SemanticDeduplication(SemanticDedupConfig config, long seed, Scratch scratch) {
    this.config = config;
    this.seed = seed;
    this.scratch = scratch;
  }

  /**
   * What was found.
   *
   * @param members every document with a vector
   * @param clusters how many were looked for
   * @param passes how many walks there were
   * @param decisions of all walks, as rows of {@link FirstSurvivors#SCHEMA}: one for every member
   *     that points somewhere and walk that it was part of
   * @param open the decisions of the last walk on members that it left open: survivors that were
   *     not compared with each other
   */
  record Result(
      Dataset<Row> members, int clusters, int passes, Dataset<Row> decisions, Dataset<Row> open) {
    /** The last decision on each member. */
    Dataset<Row> decided() {
      return decisions.where(col("vector").isNull()).union(open);
    }
  }

  /**
   * Deduplicates these documents.
   *
   * @param vectors from {@link SemanticTransforms#members}
   */
  Result run(Dataset<Row> vectors) {
    Dataset<Row> members = scratch.write("members", vectors);
    Dataset<Row> points = SemanticTransforms.withPoint(members).where(col("point").isNotNull());
    long all = points.count();
    int clusters = config.clusters().count(all);
    Dataset<Row> open = clustered(points, all, clusters);
    Dataset<Row> decisions = null;
    int pass = 0;
    while (pass == 0 || (pass < config.comparison().passes() && !open.isEmpty())) {
      Dataset<Row> walked = walk(open, pass);
      decisions = decisions == null ? walked : decisions.union(walked);
      open = walked.where(col("vector").isNotNull());
      pass++;
    }
    return new Result(members, clusters, pass, decisions, open);
  }

  private Dataset<Row> walk(Dataset<Row> open, int pass) {
    FirstSurvivors first = new FirstSurvivors(config.threshold(), config.comparison().hubs());
    return scratch.write("walk-" + pass, SemanticTransforms.decisions(open, first));
  }

  private Dataset<Row> clustered(Dataset<Row> points, long all, int clusters) {
    return clusters == 1
        ? points.withColumn("cluster", lit(0))
        : centres(points, all, clusters).transform(points);
  }

  /** Random beginnings, since the costs that k-means|| weighs are sums whose last bits vary. */
  private KMeansModel centres(Dataset<Row> points, long all, int clusters) {
    SemanticDedupConfig.Clusters settings = config.clusters();
    return new KMeans()
        .setK(clusters)
        .setSeed(seed)
        .setInitMode("random")
        .setSolver("row")
        .setMaxIter(settings.iterations())
        .setFeaturesCol("point")
        .setPredictionCol("cluster")
        .fit(
            SemanticTransforms.sample(
                points, (long) clusters * settings.sample(), all, seed, settings.partitions()));
  }
}

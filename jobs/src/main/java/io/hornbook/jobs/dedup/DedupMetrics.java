package io.hornbook.jobs.dedup;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.minhash.LshParameters;
import io.hornbook.common.minhash.SimilaritySketch;
import io.hornbook.common.normal.TextNormaliser;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a deduplication measured, for the manifest and the report; the package description lists the
 * keys. What is collected is bounded, whatever the size of the corpus.
 */
final class DedupMetrics {
  private final DedupConfig config;
  private final ObjectNode metrics = JsonNodeFactory.instance.objectNode();

  private DedupMetrics(DedupConfig config) {
    this.config = config;
  }

  /**
   * Measures a result.
   *
   * @param documents with document_id, source and path
   * @param duplicates the rows of the table, as written
   * @param removed how many there are
   */
  static ObjectNode of(
      DedupConfig config,
      Deduplication.Result result,
      Dataset<Row> documents,
      Dataset<Row> duplicates,
      RemovalMetrics removed) {
    DedupMetrics measured = new DedupMetrics(config);
    measured.addBanding();
    measured.addCounts(result.counts());
    measured.addPairs(result.graph());
    measured.addBuckets(result.buckets().sizes());
    measured.addSimilarities(removed.steps());
    ArrayNode clusters = ClusterMetrics.largest(documents, duplicates);
    measured.metrics.set("largest_clusters", clusters);
    measured.metrics.set("alarms", new Alarms(config, documents).of(result, clusters));
    return measured.metrics;
  }

  private void addBanding() {
    LshParameters banding = config.banding();
    metrics.put("tokenizer", config.tokenizer());
    metrics.put("signature", SimilaritySketch.id());
    metrics.put("normal_form", new TextNormaliser(config.foldComments()).id());
    metrics.put("bands", banding.bands());
    metrics.put("rows", banding.rows());
    metrics
        .putObject("expected_miss")
        .put("jaccard", config.missAt())
        .put("probability", 1 - banding.candidateProbability(config.missAt()));
    ArrayNode curve = metrics.putArray("s_curve");
    for (int step = 1; step <= RemovalMetrics.STEPS; step++) {
      double jaccard = (double) step / RemovalMetrics.STEPS;
      curve
          .addObject()
          .put("jaccard", jaccard)
          .put("candidate_probability", banding.candidateProbability(jaccard));
    }
  }

  private void addCounts(Deduplication.Counts counts) {
    metrics.put("documents", counts.documents());
    metrics.put("documents_without_tokens", counts.withoutTokens());
    metrics.put("documents_over_shingle_cap", counts.overCap());
    metrics.put("vertices", counts.vertices());
  }

  private void addPairs(Deduplication.Graph graph) {
    metrics.put("candidate_pairs", graph.compared().count());
    metrics.put("verified_pairs", graph.verified());
    metrics.put("normalised_pairs", graph.all() - graph.verified());
  }

  /** Pairs of a bucket that hubs leave open: those of the members after the first H. */
  private void addBuckets(Dataset<Row> sizes) {
    Column isLarge = col("members").gt(config.buckets().allPairsUpTo());
    Column rest = col("members").minus(config.buckets().hubs()).cast("double");
    Column open = rest.multiply(rest.minus(1)).divide(2);
    Row row = sizes.select(count_if(isLarge), coalesce(sum(when(isLarge, open)), lit(0.0))).head();
    metrics.put("large_buckets", row.getLong(0));
    metrics.put("pairs_not_compared_at_first_at_most", row.getDouble(1));
    ArrayNode largest = metrics.putArray("largest_buckets");
    sizes
        .orderBy(col("members").desc())
        .limit(CandidatePairs.TOLD)
        .collectAsList()
        .forEach(bucket -> largest.add(bucket.<Long>getAs("members")));
  }

  /** Near-duplicates by the similarity to their survivor, in steps of a twentieth. */
  private void addSimilarities(Map<Long, Long> removedBySteps) {
    ArrayNode steps = metrics.putArray("similarities");
    removedBySteps.forEach(
        (step, removed) ->
            steps
                .addObject()
                .put("from", (double) step / RemovalMetrics.STEPS)
                .put("removed", removed));
  }
}

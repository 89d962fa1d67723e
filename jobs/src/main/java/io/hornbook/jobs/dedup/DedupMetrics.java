package io.hornbook.jobs.dedup;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.minhash.LshParameters;
import io.hornbook.common.minhash.SimilaritySketch;
import io.hornbook.common.normal.TextNormaliser;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a deduplication measured, for the manifest and the report; the package description lists the
 * keys. What is collected is bounded, whatever the size of the corpus.
 */
final class DedupMetrics {
  private static final int LARGEST = 10;
  private static final int STEPS = 20;

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
   */
  static ObjectNode of(
      DedupConfig config,
      Deduplication.Result result,
      Dataset<Row> documents,
      Dataset<Row> duplicates) {
    DedupMetrics measured = new DedupMetrics(config);
    measured.addBanding();
    measured.addDocuments(result.vertices());
    measured.addPairs(result);
    measured.addBuckets(result.buckets().sizes());
    measured.addSimilarities(duplicates);
    measured.metrics.set("largest_clusters", ClusterMetrics.largest(documents, duplicates));
    measured.metrics.set("alarms", new Alarms(config, documents).of(result, duplicates));
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
    for (int step = 1; step <= STEPS; step++) {
      double jaccard = (double) step / STEPS;
      curve
          .addObject()
          .put("jaccard", jaccard)
          .put("candidate_probability", banding.candidateProbability(jaccard));
    }
  }

  private void addDocuments(Dataset<Row> vertices) {
    Row row =
        vertices
            .select(
                count(lit(1)),
                count_if(col("tokens").equalTo(0)),
                count_if(col("shingles").gt(config.maxShingles())),
                count_if(col("rank").equalTo(col("representative"))))
            .head();
    metrics.put("documents", row.getLong(0));
    metrics.put("documents_without_tokens", row.getLong(1));
    metrics.put("documents_over_shingle_cap", row.getLong(2));
    metrics.put("vertices", row.getLong(3));
  }

  private void addPairs(Deduplication.Result result) {
    Column verified = col("union").isNotNull();
    Row edges = result.edges().select(count_if(verified), count(lit(1))).head();
    metrics.put("candidate_pairs", result.compared().count());
    metrics.put("verified_pairs", edges.getLong(0));
    metrics.put("normalised_pairs", edges.getLong(1) - edges.getLong(0));
  }

  /** Pairs of a bucket that hubs leave open: those of the members after the first H. */
  private void addBuckets(Dataset<Row> sizes) {
    Dataset<Row> large = sizes.where(col("members").gt(config.buckets().allPairsUpTo()));
    Column rest = col("members").minus(config.buckets().hubs()).cast("double");
    Row row = large.select(count(lit(1)), sum(rest.multiply(rest.minus(1)).divide(2))).head();
    metrics.put("large_buckets", row.getLong(0));
    metrics.put("pairs_not_compared_at_first_at_most", row.isNullAt(1) ? 0 : row.getDouble(1));
    ArrayNode largest = metrics.putArray("largest_buckets");
    sizes
        .orderBy(col("members").desc())
        .limit(LARGEST)
        .collectAsList()
        .forEach(bucket -> largest.add(bucket.<Long>getAs("members")));
  }

  /** Near-duplicates by the similarity to their survivor, in steps of a twentieth. */
  private void addSimilarities(Dataset<Row> duplicates) {
    ArrayNode steps = metrics.putArray("similarities");
    duplicates
        .where(col("union").isNotNull())
        .groupBy(
            call_function("div", col("intersection").multiply(lit((long) STEPS)), col("union"))
                .as("step"))
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

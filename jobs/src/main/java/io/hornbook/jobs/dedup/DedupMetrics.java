package io.hornbook.jobs.dedup;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.minhash.LshParameters;
import io.hornbook.common.minhash.SimilaritySketch;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * What a deduplication measured, for the manifest and the report: the banding and its S-curve,
 * counts, the largest buckets, and the largest clusters with samples.
 */
final class DedupMetrics {
  private static final int LARGEST = 10;
  private static final int SAMPLES = 3;

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
    measured.metrics.put("candidate_pairs", result.compared().count());
    measured.metrics.put("verified_pairs", result.edges().count());
    measured.addBuckets(result.buckets());
    measured.addClusters(documents, duplicates);
    return measured.metrics;
  }

  private void addBanding() {
    LshParameters banding = config.banding();
    metrics.put("tokenizer", config.tokenizer());
    metrics.put("signature", SimilaritySketch.id());
    metrics.put("bands", banding.bands());
    metrics.put("rows", banding.rows());
    ArrayNode curve = metrics.putArray("s_curve");
    for (int percent = 5; percent <= 100; percent += 5) {
      double jaccard = percent / 100.0;
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
    metrics.put("distinct_shingle_sets", row.getLong(3));
  }

  /** Pairs of a bucket that hubs leave open: those of the members after the first H. */
  private void addBuckets(Dataset<Row> buckets) {
    Dataset<Row> large = buckets.where(col("members").gt(config.buckets().allPairsUpTo()));
    var rest = col("members").minus(config.buckets().hubs()).cast("double");
    Row row = large.select(count(lit(1)), sum(rest.multiply(rest.minus(1)).divide(2))).head();
    metrics.put("large_buckets", row.getLong(0));
    metrics.put("pairs_not_compared_at_first_at_most", row.isNullAt(1) ? 0 : row.getDouble(1));
    ArrayNode largest = metrics.putArray("largest_buckets");
    buckets
        .orderBy(col("members").desc(), col("band"))
        .limit(LARGEST)
        .collectAsList()
        .forEach(bucket -> largest.add(bucket.<Long>getAs("members")));
  }

  private void addClusters(Dataset<Row> documents, Dataset<Row> duplicates) {
    List<Row> largest =
        duplicates
            .select("survivor_id", "cluster_size")
            .distinct()
            .orderBy(col("cluster_size").desc(), col("survivor_id"))
            .limit(LARGEST)
            .collectAsList();
    Object[] survivors = largest.stream().map(row -> row.get(0)).toArray();
    Dataset<Row> samples =
        duplicates
            .where(col("survivor_id").isInCollection(List.of(survivors)))
            .withColumn(
                "sample",
                row_number().over(Window.partitionBy("survivor_id").orderBy("document_id")))
            .where(col("sample").leq(SAMPLES));
    Map<String, String> paths = paths(documents, samples, survivors);
    ArrayNode clusters = metrics.putArray("largest_clusters");
    Map<String, ObjectNode> bySurvivor = new TreeMap<>();
    for (Row row : largest) {
      String survivor = hex(row.getAs(0));
      ObjectNode cluster = clusters.addObject().put("survivor_id", survivor);
      cluster.put("path", paths.get(survivor)).put("size", row.getLong(1)).putArray("samples");
      bySurvivor.put(survivor, cluster);
    }
    samples
        .orderBy("survivor_id", "document_id")
        .collectAsList()
        .forEach(row -> addSample(bySurvivor.get(hex(row.getAs("survivor_id"))), row, paths));
  }

  private static void addSample(ObjectNode cluster, Row row, Map<String, String> paths) {
    String id = hex(row.getAs("document_id"));
    Double jaccard = row.getAs("jaccard");
    cluster
        .withArray("samples")
        .addObject()
        .put("document_id", id)
        .put("path", paths.get(id))
        .put("kind", row.<String>getAs("kind"))
        .put("jaccard", jaccard);
  }

  /** The paths of at most forty documents, by id. */
  private static Map<String, String> paths(
      Dataset<Row> documents, Dataset<Row> samples, Object[] survivors) {
    List<Object> ids = new ArrayList<>(List.of(survivors));
    samples.select("document_id").collectAsList().forEach(row -> ids.add(row.get(0)));
    Map<String, String> paths = new TreeMap<>();
    documents
        .where(col("document_id").isInCollection(ids))
        .select("document_id", "path")
        .collectAsList()
        .forEach(row -> paths.put(hex(row.getAs(0)), row.getAs(1)));
    return paths;
  }

  private static String hex(byte[] id) {
    return HexFormat.of().formatHex(id);
  }
}

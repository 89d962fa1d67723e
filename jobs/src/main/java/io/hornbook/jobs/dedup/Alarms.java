package io.hornbook.jobs.dedup;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.jobs.evidence.SurvivorOrder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What somebody should look at: each is a line in the log and an object in the metrics. Nothing is
 * removed or kept because of an alarm.
 */
final class Alarms {
  private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);
  private static final int MOST = 10;

  private final DedupConfig config;
  private final Dataset<Row> documents;
  private final ArrayNode alarms = JsonNodeFactory.instance.arrayNode();

  Alarms(DedupConfig config, Dataset<Row> documents) {
    this.config = config;
    this.documents = documents;
  }

  /** All alarms; of each kind at most ten, the largest first. */
  ArrayNode of(Deduplication.Result result, Dataset<Row> duplicates) {
    addBuckets("bucket", result.buckets());
    addBuckets("normal_form", result.normalBuckets());
    addClusters(duplicates);
    addUnknownSources();
    return alarms;
  }

  /** Each with the first of its members, so that there is something to look at. */
  private void addBuckets(String kind, Deduplication.Buckets buckets) {
    Dataset<Row> alarming = largest(buckets.sizes(), "members");
    if (!alarming.isEmpty()) {
      add(
          kind,
          buckets
              .members()
              .join(alarming, "band")
              .groupBy("band")
              .agg(max("members").as("members"), min("rank").as("first"))
              .select(SurvivorOrder.documentId(col("first")).as("document_id"), col("members")));
    }
  }

  private void addClusters(Dataset<Row> duplicates) {
    add(
        "cluster",
        largest(duplicates.select("survivor_id", "cluster_size").distinct(), "cluster_size")
            .select(col("survivor_id").as("document_id"), col("cluster_size").as("members")));
  }

  private Dataset<Row> largest(Dataset<Row> sizes, String column) {
    return sizes
        .where(col(column).geq(config.buckets().alarmFrom()))
        .orderBy(col(column).desc())
        .limit(MOST);
  }

  /** Alarms of a kind, from at most ten rows (document_id, members). */
  private void add(String kind, Dataset<Row> found) {
    List<Row> rows = found.orderBy(col("members").desc(), col("document_id")).collectAsList();
    List<Object> ids = rows.stream().map(row -> row.get(0)).toList();
    Map<String, String> paths = ClusterMetrics.paths(documents, ids);
    for (Row row : rows) {
      String id = ClusterMetrics.hex(row.getAs(0));
      ObjectNode alarm = alarms.addObject().put("kind", kind).put("members", row.getLong(1));
      alarm.put("document_id", id).put("path", paths.get(id));
      LOG.warn(
          "{} of {} documents (alarm-from is {}): look at {}, {}",
          kind,
          row.getLong(1),
          config.buckets().alarmFrom(),
          paths.get(id),
          id);
    }
  }

  /** A misspelt source would prefer nothing, in silence. */
  private void addUnknownSources() {
    if (config.sourceOrder().isEmpty()) {
      return;
    }
    Set<String> unknown = new TreeSet<>(config.sourceOrder());
    documents
        .where(col("source").isInCollection(config.sourceOrder()))
        .select("source")
        .distinct()
        .collectAsList()
        .forEach(row -> unknown.remove(row.getString(0)));
    for (String source : unknown) {
      alarms.addObject().put("kind", "unknown_source").put("source", source);
      LOG.warn("source-order names {}, of which there is no document", source);
    }
  }
}

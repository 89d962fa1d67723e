package io.hornbook.jobs.dedup;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import com.fasterxml.jackson.databind.JsonNode;
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

  /**
   * All alarms; of each kind at most ten, the largest first.
   *
   * @param clusters the largest, from {@link ClusterMetrics#largest}
   */
  ArrayNode of(Deduplication.Result result, ArrayNode clusters) {
    addBuckets("bucket", result.buckets());
    result.normalBuckets().ifPresent(buckets -> addBuckets("normal_form", buckets));
    addClusters(clusters);
    addUnknownSources();
    return alarms;
  }

  /** Each with the first of its members, so that there is something to look at. */
  private void addBuckets(String kind, Deduplication.Buckets buckets) {
    if (buckets.largest() < config.buckets().alarmFrom()) {
      return;
    }
    List<Row> rows =
        buckets
            .members()
            .join(largest(buckets.sizes()), "band")
            .groupBy("band")
            .agg(max("members").as("members"), min("rank").as("first"))
            .select(SurvivorOrder.documentId(col("first")).as("document_id"), col("members"))
            .orderBy(col("members").desc(), col("document_id"))
            .collectAsList();
    List<Object> ids = rows.stream().map(row -> row.get(0)).toList();
    Map<String, String> paths = ClusterMetrics.paths(documents, ids);
    for (Row row : rows) {
      String id = ClusterMetrics.hex(row.getAs(0));
      add(kind, row.getLong(1), id, paths.get(id));
    }
  }

  private Dataset<Row> largest(Dataset<Row> sizes) {
    return sizes
        .where(col("members").geq(config.buckets().alarmFrom()))
        .orderBy(col("members").desc())
        .limit(MOST);
  }

  private void addClusters(ArrayNode clusters) {
    for (JsonNode cluster : clusters) {
      long members = cluster.get("size").longValue();
      if (members >= config.buckets().alarmFrom()) {
        String survivor = cluster.get("survivor_id").textValue();
        add("cluster", members, survivor, cluster.get("path").textValue());
      }
    }
  }

  private void add(String kind, long members, String id, String path) {
    ObjectNode alarm = alarms.addObject().put("kind", kind).put("members", members);
    alarm.put("document_id", id).put("path", path);
    LOG.warn(
        "{} of {} documents (alarm-from is {}): look at {}, {}",
        kind,
        members,
        config.buckets().alarmFrom(),
        path,
        id);
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

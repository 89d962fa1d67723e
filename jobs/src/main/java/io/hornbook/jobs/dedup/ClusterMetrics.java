package io.hornbook.jobs.dedup;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.first_value;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.jobs.table.DuplicatesTable;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** The largest clusters: a survivor and all that it stands for. */
final class ClusterMetrics {
  private static final int LARGEST = 10;
  private static final int SAMPLES = 3;

  private final Map<String, ObjectNode> clusters = new TreeMap<>();
  private final Map<String, String> paths;

  private ClusterMetrics(Map<String, String> paths) {
    this.paths = paths;
  }

  /**
   * Up to ten clusters, largest first, each with its survivor, the number of removals of each kind,
   * the range of similarities to the survivor, and three of its members.
   */
  static ArrayNode largest(Dataset<Row> documents, Dataset<Row> duplicates) {
    List<Row> largest = largest(duplicates);
    Object[] survivors = largest.stream().map(row -> row.get(0)).toArray();
    List<Row> samples = samples(duplicates, survivors);
    List<Object> ids = new ArrayList<>(List.of(survivors));
    samples.forEach(row -> ids.add(row.getAs("document_id")));
    ClusterMetrics metrics = new ClusterMetrics(paths(documents, ids));
    ArrayNode clusters = JsonNodeFactory.instance.arrayNode();
    largest.forEach(row -> metrics.addCluster(clusters, row));
    samples.forEach(metrics::addSample);
    return clusters;
  }

  private static List<Row> largest(Dataset<Row> duplicates) {
    Column[] counts =
        Stream.concat(
                DuplicatesTable.KINDS.stream()
                    .map(kind -> count_if(col("kind").equalTo(kind)).as(kind)),
                Stream.of(min("jaccard").as("least"), max("jaccard").as("most")))
            .toArray(Column[]::new);
    return duplicates
        .groupBy("survivor_id")
        .agg(first_value(col("cluster_size")).as("size"), counts)
        .orderBy(col("size").desc(), col("survivor_id"))
        .limit(LARGEST)
        .collectAsList();
  }

  private static List<Row> samples(Dataset<Row> duplicates, Object[] survivors) {
    return duplicates
        .where(col("survivor_id").isInCollection(List.of(survivors)))
        .withColumn(
            "sample", row_number().over(Window.partitionBy("survivor_id").orderBy("document_id")))
        .where(col("sample").leq(SAMPLES))
        .orderBy("survivor_id", "document_id")
        .collectAsList();
  }

  /** The paths of a few documents, by id. */
  static Map<String, String> paths(Dataset<Row> documents, List<Object> ids) {
    Map<String, String> paths = new TreeMap<>();
    documents
        .where(col("document_id").isInCollection(ids))
        .select("document_id", "path")
        .collectAsList()
        .forEach(row -> paths.put(hex(row.getAs(0)), row.getAs(1)));
    return paths;
  }

  static String hex(byte[] id) {
    return HexFormat.of().formatHex(id);
  }

  private void addCluster(ArrayNode all, Row row) {
    String survivor = hex(row.getAs("survivor_id"));
    ObjectNode cluster = all.addObject().put("survivor_id", survivor);
    cluster.put("path", paths.get(survivor)).put("size", row.<Long>getAs("size"));
    DuplicatesTable.KINDS.forEach(kind -> cluster.put(kind, row.<Long>getAs(kind)));
    cluster.put("least_jaccard", row.<Double>getAs("least"));
    cluster.put("most_jaccard", row.<Double>getAs("most"));
    cluster.putArray("samples");
    clusters.put(survivor, cluster);
  }

  private void addSample(Row row) {
    String id = hex(row.getAs("document_id"));
    clusters
        .get(hex(row.getAs("survivor_id")))
        .withArray("samples")
        .addObject()
        .put("document_id", id)
        .put("path", paths.get(id))
        .put("kind", row.<String>getAs("kind"))
        .put("jaccard", row.<Double>getAs("jaccard"));
  }
}

package io.hornbook.jobs.semantic;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.first_value;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** The survivors that stand for most, each with three of its documents: what one looks at first. */
final class LargestGroups {
  private static final int LARGEST = 10;
  private static final int SAMPLES = 3;

  private LargestGroups() {}

  /**
   * Up to ten groups, largest first.
   *
   * @param documents with document_id and path
   * @param duplicates the rows of the table, as written
   */
  static ArrayNode of(Dataset<Row> documents, Dataset<Row> duplicates) {
    List<Row> largest =
        duplicates
            .groupBy("survivor_id")
            .agg(first_value(col("cluster_size")).as("size"), min("cosine"), max("cosine"))
            .orderBy(col("size").desc(), col("survivor_id"))
            .limit(LARGEST)
            .collectAsList();
    List<Object> ids = new ArrayList<>(largest.stream().map(row -> row.get(0)).toList());
    List<Row> samples = samples(duplicates, ids);
    samples.forEach(row -> ids.add(row.get(1)));
    Map<String, String> paths = paths(documents, ids);
    ArrayNode groups = JsonNodeFactory.instance.arrayNode();
    Map<String, ArrayNode> samplesOf = new TreeMap<>();
    for (Row row : largest) {
      ObjectNode group = groups.addObject().put("survivor_id", hex(row));
      group.put("path", paths.get(hex(row))).put("size", row.getLong(1));
      group.put("least_cosine", row.getDouble(2)).put("most_cosine", row.getDouble(3));
      samplesOf.put(hex(row), group.putArray("samples"));
    }
    for (Row row : samples) {
      String id = HexFormat.of().formatHex(row.<byte[]>getAs(1));
      ObjectNode sample = samplesOf.get(hex(row)).addObject().put("document_id", id);
      sample.put("path", paths.get(id)).put("cosine", row.getDouble(2));
    }
    return groups;
  }

  private static List<Row> samples(Dataset<Row> duplicates, List<Object> survivors) {
    return duplicates
        .where(col("survivor_id").isInCollection(survivors))
        .withColumn(
            "sample", row_number().over(Window.partitionBy("survivor_id").orderBy("document_id")))
        .where(col("sample").leq(SAMPLES))
        .select("survivor_id", "document_id", "cosine")
        .orderBy("survivor_id", "document_id")
        .collectAsList();
  }

  private static Map<String, String> paths(Dataset<Row> documents, List<Object> ids) {
    Map<String, String> paths = new TreeMap<>();
    documents
        .where(col("document_id").isInCollection(ids))
        .select("document_id", "path")
        .collectAsList()
        .forEach(row -> paths.put(hex(row), row.getString(1)));
    return paths;
  }

  private static String hex(Row row) {
    return HexFormat.of().formatHex(row.<byte[]>getAs(0));
  }
}

package io.hornbook.jobs.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Timestamp;
import java.util.HexFormat;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import scala.jdk.javaapi.CollectionConverters;

/** Rows as JSON: nulls are left out, binary values are hexadecimal digits, times are UTC. */
final class RowJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private RowJson() {}

  /** The row's values by column, but for one column. */
  static ObjectNode of(Row row, String without) {
    ObjectNode object = JSON.objectNode();
    for (String column : row.schema().fieldNames()) {
      if (!column.equals(without) && !row.isNullAt(row.fieldIndex(column))) {
        object.set(column, value(row.getAs(column)));
      }
    }
    return object;
  }

  private static JsonNode value(Object value) {
    if (value instanceof byte[] bytes) {
      return JSON.textNode(HexFormat.of().formatHex(bytes));
    }
    if (value instanceof Row row) {
      return of(row, "");
    }
    if (value instanceof scala.collection.Map<?, ?> map) {
      ObjectNode object = JSON.objectNode();
      new TreeMap<Object, Object>(CollectionConverters.asJava(map))
          .forEach((key, element) -> object.set(key.toString(), value(element)));
      return object;
    }
    if (value instanceof scala.collection.Seq<?> sequence) {
      ArrayNode array = JSON.arrayNode();
      CollectionConverters.asJava(sequence).forEach(element -> array.add(value(element)));
      return array;
    }
    return scalar(value);
  }

  private static JsonNode scalar(Object value) {
    if (value == null) {
      return JSON.nullNode();
    }
    if (value instanceof Boolean flag) {
      return JSON.booleanNode(flag);
    }
    if (value instanceof Double || value instanceof Float) {
      return JSON.numberNode(((Number) value).doubleValue());
    }
    if (value instanceof Number number) {
      return JSON.numberNode(number.longValue());
    }
    return JSON.textNode(
        value instanceof Timestamp time ? time.toInstant().toString() : value.toString());
  }
}

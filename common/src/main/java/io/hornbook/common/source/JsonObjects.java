package io.hornbook.common.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;

/** JSON objects as records with columns. */
final class JsonObjects {
  private static final int MAX_DEPTH = 200;

  private final ObjectReader json;

  /**
   * A parser.
   *
   * @param maxLength the longest string
   */
  JsonObjects(long maxLength) {
    JsonMapper mapper =
        JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxStringLength((int) Math.min(maxLength, Integer.MAX_VALUE))
                .maxNestingDepth(MAX_DEPTH)
                .build());
    this.json = mapper.readerFor(JsonNode.class);
  }

  JsonNode read(String text) throws JsonProcessingException {
    return json.readValue(text);
  }

  /** The columns of an object. */
  static Fields fields(JsonNode object) {
    return column -> value(property(object, column));
  }

  /** Whether the object has that column, be it null. */
  static boolean has(JsonNode object, String column) {
    JsonNode property = property(object, column);
    return property != null && !property.isMissingNode();
  }

  private static JsonNode property(JsonNode object, String column) {
    JsonNode whole = object.get(column);
    return whole != null || column.indexOf('.') < 0
        ? whole
        : object.at("/" + column.replace("~", "~0").replace("/", "~1").replace('.', '/'));
  }

  private static Object value(JsonNode node) {
    if (node == null || node.isNull() || node.isMissingNode()) {
      return null;
    }
    if (node.isArray()) {
      List<Object> values = new ArrayList<>();
      node.forEach(element -> values.add(value(element)));
      return values;
    }
    if (node.isNumber()) {
      return node.numberValue();
    }
    return node.isTextual() ? node.textValue() : node.isBoolean() ? node.booleanValue() : node;
  }
}

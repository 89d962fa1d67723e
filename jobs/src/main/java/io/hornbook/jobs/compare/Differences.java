package io.hornbook.jobs.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;

/** The values in which two JSON trees differ. */
final class Differences {
  private final ObjectNode found = JsonNodeFactory.instance.objectNode();

  private Differences() {}

  /**
   * From the path of each value that differs to {@code [first, second]}, by path. Objects are gone
   * into; everything else, arrays too, is a value.
   */
  static ObjectNode of(JsonNode first, JsonNode second) {
    Differences differences = new Differences();
    differences.add("", first, second);
    return differences.found;
  }

  private void add(String path, JsonNode first, JsonNode second) {
    if (first.equals(second)) {
      return;
    }
    // An object beside nothing is told value by value, too: each is new, or gone.
    boolean areObjects =
        (first.isObject() || first.isMissingNode())
            && (second.isObject() || second.isMissingNode());
    if (!areObjects || (first.isEmpty() && second.isEmpty())) {
      found.putArray(path).add(value(first)).add(value(second));
      return;
    }
    Set<String> names = new TreeSet<>();
    first.fieldNames().forEachRemaining(names::add);
    second.fieldNames().forEachRemaining(names::add);
    names.forEach(name -> add(path + "/" + name, first.path(name), second.path(name)));
  }

  private static JsonNode value(JsonNode node) {
    return node.isMissingNode() ? JsonNodeFactory.instance.nullNode() : node;
  }
}

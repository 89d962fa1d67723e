package io.hornbook.common.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes the parts of an item out of a record: for each part, the first field that is there. */
record FieldMapping(
    List<String> id,
    List<String> prompt,
    List<String> docstring,
    List<String> solution,
    List<String> tests,
    List<String> entryPoint) {
  /** Behind a field's name: the first element of its list, which may be written as a string. */
  private static final String FIRST = "[0]";

  private static final ObjectMapper JSON = new ObjectMapper();

  static FieldMapping of(BenchmarkFormat.Mapped mapped) {
    return new FieldMapping(
        List.of(mapped.id()),
        names(mapped.prompt()),
        names(mapped.docstring()),
        names(mapped.solution()),
        names(mapped.tests()),
        names(mapped.entryPoint()));
  }

  /** The item, or nothing when its id is missing or both prompt and solution are. */
  Optional<BenchmarkItem> item(String benchmark, JsonNode record) {
    String itemId = first(record, id);
    String itemPrompt = first(record, prompt);
    String itemSolution = first(record, solution);
    if (itemId.isBlank() || (itemPrompt.isBlank() && itemSolution.isBlank())) {
      return Optional.empty();
    }
    String itemEntryPoint = first(record, entryPoint);
    String itemDocstring =
        docstring.isEmpty()
            ? PromptParts.docstring(itemPrompt, itemEntryPoint)
            : first(record, docstring);
    return Optional.of(
        new BenchmarkItem(
            benchmark,
            itemId,
            itemPrompt,
            itemDocstring,
            itemSolution,
            first(record, tests),
            itemEntryPoint));
  }

  private static List<String> names(Optional<String> name) {
    return name.stream().toList();
  }

  private static String first(JsonNode record, List<String> fields) {
    for (String field : fields) {
      JsonNode value = value(record, field);
      if (!value.isMissingNode() && !value.isNull()) {
        return text(value);
      }
    }
    return "";
  }

  private static JsonNode value(JsonNode record, String field) {
    if (field.endsWith(FIRST)) {
      JsonNode list = record.path(field.substring(0, field.length() - FIRST.length()));
      return (list.isTextual() ? parsed(list.asText()) : list).path(0);
    }
    return field.startsWith("/") ? record.at(field) : record.path(field);
  }

  /** A list that is written as a string; nothing where the string is none. */
  private static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static String text(JsonNode value) {
    if (!value.isArray()) {
      return value.isObject() ? value.toString() : value.asText();
    }
    List<String> lines = new ArrayList<>();
    value.forEach(element -> lines.add(text(element)));
    return String.join("\n", lines);
  }
}

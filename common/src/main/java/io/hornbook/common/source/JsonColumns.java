package io.hornbook.common.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.hornbook.common.document.TextDecoder;
import io.hornbook.common.document.TextDecoder.Decoded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Checks a mapping against the first lines of a file, so that a mistake in a column's name is an
 * error before anything is read and not a quarantine of everything. Lines are no schema, so it says
 * only what no line contradicts: a column of the text or the path that no line has, or a column
 * that has another type wherever it is not null.
 */
public final class JsonColumns {
  /** How many lines are looked at. */
  static final int LINES = 1_000;

  private static final long BYTES = 64L << 20;

  private JsonColumns() {}

  /** What is wrong with the columns of a file for a mapping: nothing, or a sentence. */
  public static Optional<String> problem(
      SourceFile file, ColumnMapping mapping, TextDecoder decoder) {
    List<JsonNode> objects = objects(file, decoder);
    if (objects.isEmpty()) {
      return Optional.empty(); // Nothing to go by: reading says what is wrong.
    }
    List<String> problems = new ArrayList<>();
    mapping.named().stream()
        .filter(column -> objects.stream().noneMatch(object -> JsonObjects.has(object, column)))
        .forEach(column -> problems.add(missing(column, objects)));
    mapping.types().forEach((column, type) -> mistyped(column, type, objects, problems));
    return problems.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", problems));
  }

  private static String missing(String column, List<JsonNode> objects) {
    TreeSet<String> names = new TreeSet<>();
    objects.forEach(object -> object.fieldNames().forEachRemaining(names::add));
    return "none of the first %d lines has the property %s (they have %s)"
        .formatted(objects.size(), column, String.join(", ", names));
  }

  private static void mistyped(
      String column, FieldTypes.Type type, List<JsonNode> objects, List<String> problems) {
    String problem = null;
    for (JsonNode object : objects) {
      try {
        if (type.of(JsonObjects.fields(object), column) != null) {
          return;
        }
      } catch (FieldTypes.MistypedFieldException e) {
        problem = e.getMessage();
      }
    }
    if (problem != null) {
      problems.add(problem);
    }
  }

  private static List<JsonNode> objects(SourceFile file, TextDecoder decoder) {
    List<JsonNode> objects = new ArrayList<>();
    JsonObjects json = new JsonObjects(decoder.maxBytes());
    TextDecoder lineDecoder = new TextDecoder(decoder.maxBytes(), Optional.empty());
    try (FileLines lines = new FileLines(file, ByteRange.WHOLE, decoder.maxBytes())) {
      Lines.Line line = lines.next();
      while (line != null && objects.size() < LINES && line.offset() < BYTES) {
        if (line.whole() && lineDecoder.decode(line.bytes()) instanceof Decoded decoded) {
          add(json, decoded.text(), objects);
        }
        line = lines.next();
      }
    } catch (IOException e) {
      return objects; // Damage is quarantined where it is read.
    }
    return objects;
  }

  private static void add(JsonObjects json, String line, List<JsonNode> objects) {
    try {
      JsonNode node = json.read(line);
      if (node.isObject()) {
        objects.add(node);
      }
    } catch (JsonProcessingException e) {
      return; // No object: quarantined where it is read.
    }
  }
}

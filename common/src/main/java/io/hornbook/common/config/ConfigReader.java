package io.hornbook.common.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.hornbook.common.failure.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a config from layers of YAML: the defaults, the user's file, and single keys from the
 * command line.
 */
public final class ConfigReader {
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory()).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

  private final ObjectNode tree = JsonNodeFactory.instance.objectNode();
  private final List<String> problems = new ArrayList<>();
  private final UnaryOperator<String> environment;

  /**
   * @param environment the value of an environment variable, or null: {@code System::getenv}
   */
  public ConfigReader(UnaryOperator<String> environment) {
    this.environment = environment;
  }

  /**
   * Lays a YAML document over what is there.
   *
   * @param name for messages, such as its path
   * @param here what <code>${here}</code> stands for: the folder that holds it
   */
  public ConfigReader layer(String name, String here, String yaml) {
    JsonNode layer = parse(name, yaml);
    if (layer.isObject()) {
      merge(tree, (ObjectNode) expanded(layer, here, name));
    } else if (!layer.isMissingNode() && !layer.isNull()) {
      problems.add("Invalid %s: it holds no keys (expected a YAML mapping)".formatted(name));
    }
    return this;
  }

  /**
   * Sets single keys, each {@code path.to.key=value} with the value in YAML.
   *
   * @param here what <code>${here}</code> stands for
   */
  public ConfigReader set(List<String> assignments, String here) {
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals < 1) {
        problems.add("Invalid --set: %s (expected key=value)".formatted(assignment));
      } else {
        JsonNode value = parse("--set " + assignment, assignment.substring(equals + 1));
        String[] path = assignment.substring(0, equals).split("\\.", -1);
        merge(tree, nested(path, 0, expanded(value, here, "--set " + assignment)));
      }
    }
    return this;
  }

  /**
   * The config as a record.
   *
   * @throws ConfigurationException with every problem of every layer: unknown keys with the known
   *     ones, missing keys, values of another type or out of range
   */
  public <T extends Record> T bind(Class<T> type) {
    RecordBinder binder = new RecordBinder(problems);
    Object bound = binder.bind("", tree, type);
    if (!problems.isEmpty()) {
      throw new ConfigurationException(
          "Invalid config, %d %s:%n- %s"
              .formatted(
                  problems.size(),
                  problems.size() == 1 ? "problem" : "problems",
                  String.join(System.lineSeparator() + "- ", problems)));
    }
    return type.cast(bound);
  }

  /** The merged layers. */
  public ObjectNode tree() {
    return tree.deepCopy();
  }

  private JsonNode parse(String name, String yaml) {
    try {
      return YAML.readTree(yaml);
    } catch (JsonProcessingException e) {
      problems.add("Cannot read %s: %s".formatted(name, e.getMessage().replaceAll("\\s+", " ")));
      return JsonNodeFactory.instance.missingNode();
    }
  }

  private static ObjectNode nested(String[] path, int depth, JsonNode value) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set(path[depth], depth == path.length - 1 ? value : nested(path, depth + 1, value));
    return node;
  }

  private static void merge(ObjectNode target, ObjectNode layer) {
    for (Map.Entry<String, JsonNode> entry : layer.properties()) {
      JsonNode present = target.get(entry.getKey());
      if (present instanceof ObjectNode object && entry.getValue() instanceof ObjectNode added) {
        merge(object, added);
      } else {
        target.set(entry.getKey(), entry.getValue());
      }
    }
  }

  private JsonNode expanded(JsonNode node, String here, String name) {
    if (node instanceof ObjectNode object) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      object.properties().forEach(e -> copy.set(e.getKey(), expanded(e.getValue(), here, name)));
      return copy;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      array.forEach(element -> copy.add(expanded(element, here, name)));
      return copy;
    }
    return node instanceof TextNode text ? new TextNode(expanded(text.asText(), here, name)) : node;
  }

  private String expanded(String text, String here, String name) {
    Matcher variable = VARIABLE.matcher(text);
    return variable.replaceAll(
        match -> Matcher.quoteReplacement(value(match.group(1), here, name)));
  }

  private String value(String variable, String here, String name) {
    if (variable.equals("here")) {
      return here;
    }
    String value =
        variable.startsWith("env:") ? environment.apply(variable.substring("env:".length())) : null;
    if (value == null) {
      problems.add(
          "Invalid ${%s} in %s: it has no value (expected ${here}, or ${env:NAME} of a variable that is set)"
              .formatted(variable, name));
      return "";
    }
    return value;
  }
}

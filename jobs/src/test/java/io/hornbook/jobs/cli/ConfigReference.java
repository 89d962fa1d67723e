package io.hornbook.jobs.cli;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import io.hornbook.common.config.ConfigKeys;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;

/** Renders the config's records as a table of keys, in Markdown. */
final class ConfigReference {
  private final StringBuilder table = new StringBuilder();

  private ConfigReference() {}

  static String of(Class<? extends Record> config, JsonNode defaults) {
    ConfigReference reference = new ConfigReference();
    reference.table.append(
        """
        # The keys of a config

        Generated from the config records (`HORNBOOK_GENERATE=1 mvn -pl jobs -am test -Dtest=ConfigTest`). The reason for each default stands in
        [defaults.yaml](defaults.yaml). A key without a default may be left out, or belongs to an element of a list.

        | key | type | default | meaning |
        |---|---|---|---|
        """);
    reference.record("", config, defaults);
    return reference.table.toString();
  }

  private void record(String path, Class<?> type, JsonNode defaults) {
    for (RecordComponent component : type.getRecordComponents()) {
      String name = ConfigKeys.key(component);
      String key = path.isEmpty() ? name : path + "." + name;
      JsonNode value = defaults == null ? null : defaults.get(name);
      Class<?> nested = nested(component.getGenericType());
      row(key, component, nested == null || value == null || value.isArray() ? value : null);
      if (nested != null) {
        boolean isList = raw(component.getGenericType()) == List.class;
        below(isList ? key + "[]" : key, nested, isList ? null : value);
      }
    }
  }

  private void below(String path, Class<?> type, JsonNode defaults) {
    if (type.isRecord()) {
      record(path, type, defaults);
      return;
    }
    String property = type.getAnnotation(JsonTypeInfo.class).property();
    for (JsonSubTypes.Type kind : type.getAnnotation(JsonSubTypes.class).value()) {
      boolean isDefault = defaults != null && kind.name().equals(defaults.path(property).asText());
      record(
          path + "{" + property + ": " + kind.name() + "}",
          kind.value(),
          isDefault ? defaults : null);
    }
  }

  private void row(String key, RecordComponent component, JsonNode value) {
    String shown =
        value == null || (value.isContainerNode() && value.size() > 0) ? "" : "`" + value + "`";
    table.append(
        "| `%s` | %s | %s | %s |%n"
            .formatted(key, ConfigKeys.type(component), shown, ConfigKeys.description(component)));
  }

  private static Class<?> raw(Type type) {
    Type actual = type instanceof ParameterizedType generic ? generic.getRawType() : type;
    return (Class<?>) actual;
  }

  /** The record or sealed type that a component holds, alone, optional or in a list; or null. */
  private static Class<?> nested(Type type) {
    if (type instanceof ParameterizedType generic
        && (raw(type) == List.class || raw(type) == Optional.class)) {
      return nested(generic.getActualTypeArguments()[0]);
    }
    boolean isNested =
        type instanceof Class<?> plain
            && (plain.isRecord() || plain.isAnnotationPresent(JsonTypeInfo.class));
    return isNested ? (Class<?>) type : null;
  }
}

package io.hornbook.common.config;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Binds a tree to records and collects what is wrong with it. Jackson converts the leaves; records,
 * lists of records, and sealed variants told apart by a {@link JsonTypeInfo} property are walked
 * here, because Jackson stops at the first problem. A component of type {@link Optional} may be
 * left out or null.
 */
final class RecordBinder {
  private static final ObjectMapper LEAVES =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .withCoercionConfig(
              LogicalType.Textual,
              config ->
                  config
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.TryConvert)
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.TryConvert))
          .build();

  private final List<String> problems;

  RecordBinder(List<String> problems) {
    this.problems = problems;
  }

  /** The value of that type at {@code path}, or null with a problem noted. */
  Object bind(String path, JsonNode node, Type type) {
    if (type instanceof Class<?> raw && raw.isAnnotationPresent(JsonTypeInfo.class)) {
      return variant(path, node, raw);
    }
    if (type instanceof Class<?> raw && raw.isRecord()) {
      return node.isNull() ? null : record(path, node, raw, Set.of());
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
      return node.isNull()
          ? Optional.empty()
          : Optional.ofNullable(bind(path, node, generic.getActualTypeArguments()[0]));
    }
    if (type instanceof ParameterizedType generic && isListOfRecords(generic)) {
      return list(path, node, generic.getActualTypeArguments()[0]);
    }
    return leaf(path, node, type);
  }

  private static boolean isListOfRecords(ParameterizedType type) {
    return type.getRawType() == List.class
        && type.getActualTypeArguments()[0] instanceof Class<?> element
        && (element.isRecord() || element.isAnnotationPresent(JsonTypeInfo.class));
  }

  private Object list(String path, JsonNode node, Type element) {
    if (!node.isArray()) {
      problems.add("Invalid %s: %s (expected a list)".formatted(path, node));
      return null;
    }
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      values.add(bind(path + "[" + i + "]", node.get(i), element));
    }
    return values.contains(null) ? null : List.copyOf(values);
  }

  private Object variant(String path, JsonNode node, Class<?> sealed) {
    String property = sealed.getAnnotation(JsonTypeInfo.class).property();
    Map<String, Class<?>> kinds =
        Arrays.stream(sealed.getAnnotation(JsonSubTypes.class).value())
            .collect(Collectors.toMap(JsonSubTypes.Type::name, JsonSubTypes.Type::value));
    Class<?> chosen = kinds.get(node.path(property).asText());
    if (chosen == null) {
      problems.add(
          "Invalid %s: %s (expected one of %s)"
              .formatted(key(path, property), node.path(property), new TreeSet<>(kinds.keySet())));
      return null;
    }
    return record(path, node, chosen, Set.of(property));
  }

  private Object record(String path, JsonNode node, Class<?> type, Set<String> alsoKnown) {
    if (!node.isObject()) {
      problems.add("Invalid %s: %s (expected keys and values)".formatted(path, node));
      return null;
    }
    int before = problems.size();
    RecordComponent[] components = type.getRecordComponents();
    reportUnknown(path, node, components, alsoKnown);
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = component(path, node, components[i]);
    }
    return problems.size() == before ? construct(path, type, components, values) : null;
  }

  private Object component(String path, JsonNode node, RecordComponent component) {
    String name = ConfigKeys.key(component);
    if (!node.has(name) && component.getType() == Optional.class) {
      return Optional.empty();
    }
    if (!node.has(name)) {
      problems.add(
          "Missing %s (expected %s)".formatted(key(path, name), ConfigKeys.type(component)));
      return null;
    }
    return bind(key(path, name), node.get(name), component.getGenericType());
  }

  private void reportUnknown(
      String path, JsonNode node, RecordComponent[] components, Set<String> alsoKnown) {
    Set<String> known = new TreeSet<>(alsoKnown);
    Arrays.stream(components).map(ConfigKeys::key).forEach(known::add);
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!known.contains(entry.getKey())) {
        problems.add(
            "Unknown key %s (known here: %s)"
                .formatted(key(path, entry.getKey()), String.join(", ", known)));
      }
    }
  }

  private Object construct(
      String path, Class<?> type, RecordComponent[] components, Object[] values) {
    try {
      var constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      problems.add((path.isEmpty() ? "" : path + ": ") + e.getCause().getMessage());
      return null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Every record has its canonical constructor", e);
    }
  }

  private Object leaf(String path, JsonNode node, Type type) {
    Object value = null;
    try {
      value = LEAVES.treeToValue(node, LEAVES.constructType(type));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      value = null; // told below
    }
    if (value == null || Double.valueOf(Double.NaN).equals(value)) {
      problems.add("Invalid %s: %s (expected %s)".formatted(path, node, ConfigKeys.type(type)));
      return null;
    }
    return value;
  }

  private static String key(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}

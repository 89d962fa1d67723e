package io.hornbook.common.config;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the components of a config record are called and described in a file. */
public final class ConfigKeys {
  private static final KebabCaseStrategy KEBAB = new KebabCaseStrategy();

  private ConfigKeys() {}

  /** The key of a component: its name in kebab-case. */
  public static String key(RecordComponent component) {
    return KEBAB.translate(component.getName());
  }

  /** What a component's key means, from its {@link JsonPropertyDescription}. */
  public static String description(RecordComponent component) {
    JsonPropertyDescription description =
        component.getAccessor().getAnnotation(JsonPropertyDescription.class);
    return description == null ? "" : description.value();
  }

  /** The type of a component in a reader's words. */
  public static String type(RecordComponent component) {
    return type(component.getGenericType());
  }

  static String type(Type type) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
      return type(generic.getActualTypeArguments()[0]);
    }
    if (type instanceof ParameterizedType generic) {
      String arguments =
          Arrays.stream(generic.getActualTypeArguments())
              .map(ConfigKeys::type)
              .collect(Collectors.joining(" to "));
      return type(generic.getRawType()) + " of " + arguments;
    }
    return type instanceof Class<?> raw ? plain(raw) : type.getTypeName();
  }

  private static String plain(Class<?> type) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(" or "));
    }
    return switch (type.getSimpleName()) {
      case "int", "long", "Integer", "Long" -> "an integer";
      case "double", "Double" -> "a number";
      case "boolean", "Boolean" -> "true or false";
      case "String" -> "text";
      case "List" -> "a list";
      case "Map" -> "a mapping";
      default -> "keys and values";
    };
  }
}

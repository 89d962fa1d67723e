package io.hornbook.common.llm;

import io.hornbook.common.failure.ConfigurationException;
import java.util.Map;

/** A key to a server, which no text of Hornbook's shows: {@link #toString} is a mask. */
public final class ApiKey {
  private static final String MASK = "***";
  private static final int SHORTEST = 8;

  private final String value;

  private ApiKey(String value) {
    this.value = value;
  }

  /**
   * The key in an environment variable.
   *
   * @throws ConfigurationException if the variable is absent or blank
   */
  public static ApiKey fromEnvironment(String variable, Map<String, String> environment) {
    String value = environment.get(variable);
    if (value == null || value.isBlank()) {
      throw new ConfigurationException(
          "Cannot call the model: the environment variable " + variable + " is not set");
    }
    return new ApiKey(value.strip());
  }

  /** For servers that ask for no key. */
  public static ApiKey none() {
    return new ApiKey("none");
  }

  String value() {
    return value;
  }

  /** {@code text} with the key masked, should it occur. Keys under 8 characters are no secret. */
  String maskWhole(String text) {
    return value.length() < SHORTEST ? text : text.replace(value, MASK);
  }

  /** A message with the key and its first and last halves masked: servers quote parts of it. */
  public String mask(String message) {
    String masked = maskWhole(message);
    int half = value.length() / 2;
    return half < SHORTEST
        ? masked
        : masked.replace(value.substring(0, half), MASK).replace(value.substring(half), MASK);
  }

  @Override
  public String toString() {
    return MASK;
  }
}

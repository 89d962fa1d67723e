package io.hornbook.common.generate;

import io.hornbook.common.document.Sha256;
import io.hornbook.common.failure.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A prompt, versioned by the SHA-256 of its file: the system message, a line {@code ---}, and the
 * user message with placeholders such as {@code {{topic}}}. {@code {{fence}}} is a mark that is
 * derived from the values, so that no value can end itself early and go on as an instruction.
 *
 * @param name the file's name without its ending, such as {@code exercise-1}
 * @param sha256 lower-case hex of the hash of the file's bytes
 * @param system the system message
 * @param user the user message with its placeholders
 */
public record PromptTemplate(String name, String sha256, String system, String user) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z]+)\\}\\}");
  private static final int FENCE_DIGITS = 24;

  /**
   * Reads a prompt file.
   *
   * @param placeholders the names that it may use; the fence is always one
   * @throws ConfigurationException if it cannot be read, lacks a part or has an unknown placeholder
   */
  public static PromptTemplate read(Path file, Set<String> placeholders) {
    try {
      String name = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
      return parse(name, Files.readString(file), placeholders);
    } catch (IOException e) {
      throw new ConfigurationException("Cannot read prompt " + file + ": " + e.getMessage(), e);
    }
  }

  /** Reads a prompt from the content of its file; see {@link #read}. */
  static PromptTemplate parse(String name, String content, Set<String> placeholders) {
    String[] parts = content.split("(?m)^---$\\R?", -1);
    if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
      throw new ConfigurationException(
          "Invalid prompt: " + name + " (expected a system message, one line ---, a user message)");
    }
    Set<String> unknown = new TreeSet<>();
    PLACEHOLDER.matcher(parts[1]).results().forEach(found -> unknown.add(found.group(1)));
    unknown.removeAll(placeholders);
    unknown.remove("fence");
    if (!unknown.isEmpty()) {
      throw new ConfigurationException(
          "Invalid prompt: %s uses %s (expected of %s)"
              .formatted(name, unknown, new TreeSet<>(placeholders)));
    }
    String hash = hash(content);
    return new PromptTemplate(name, hash, parts[0].strip(), parts[1].strip());
  }

  /**
   * The user message.
   *
   * @param values of every placeholder that the message uses
   */
  public String render(Map<String, String> values) {
    String fence = hash(new TreeMap<>(values).toString()).substring(0, FENCE_DIGITS);
    return PLACEHOLDER
        .matcher(user)
        .replaceAll(
            found -> {
              String key = found.group(1);
              String value = key.equals("fence") ? fence : values.get(key);
              if (value == null) {
                throw new IllegalArgumentException("Invalid values: " + key + " is missing");
              }
              return Matcher.quoteReplacement(value);
            })
        .strip();
  }

  private static String hash(String text) {
    return Sha256.of(text).hex();
  }
}

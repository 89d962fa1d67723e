package io.hornbook.common.signal;

import java.util.List;
import java.util.Objects;

/**
 * What is measured: a text, and what its source says of it.
 *
 * @param text the text
 * @param language in lower case, such as {@code python}, or null: unknown
 * @param path with {@code /} between its parts, or null: unknown
 * @param licences as the source spells them; null or empty where none is known
 */
public record Subject(SourceText text, String language, String path, List<String> licences) {
  public Subject {
    Objects.requireNonNull(text, "text");
    licences = licences == null ? List.of() : licences.stream().filter(Objects::nonNull).toList();
  }

  /** A text of which nothing but the language is known. */
  public static Subject of(SourceText text, String language) {
    return new Subject(text, language, null, null);
  }
}

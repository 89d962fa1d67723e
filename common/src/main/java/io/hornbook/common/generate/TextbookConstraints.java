package io.hornbook.common.generate;

import java.util.Map;

/** What one section of a textbook is to be. */
public record TextbookConstraints(Topic topic, String audience, String form) {
  /**
   * The values of a prompt's placeholders.
   *
   * @param seed a text that the section may start from; may be empty
   */
  public Map<String, String> placeholders(String seed) {
    return Map.of(
        "topic",
        topic.name(),
        "subject",
        topic.subject(),
        "area",
        topic.area(),
        "audience",
        audience,
        "form",
        form,
        "seed",
        seed);
  }
}

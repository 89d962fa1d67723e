package io.hornbook.common.generate;

import java.util.Map;

/** What one exercise is to be: a function's name, and what the task is about. */
public record ExerciseConstraints(
    String name, Topic topic, String difficulty, Construct construct) {
  /** The values of a prompt's placeholders. */
  public Map<String, String> placeholders() {
    return Map.of(
        "name", name,
        "topic", topic.name(),
        "subject", topic.subject(),
        "area", topic.area(),
        "difficulty", difficulty,
        "construct", construct.name());
  }
}

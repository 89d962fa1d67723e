package io.hornbook.common.llm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Who answers: a model, the prompt that it is asked with, and every parameter that can change an
 * answer. Two answers may be compared or replaced by one another only under one fingerprint. The
 * server's address and the speed of the calls are no part of it.
 *
 * @param model the model's name as the server knows it
 * @param promptSha256 hex of the prompt file's hash
 * @param parameters names and values, in any order
 */
public record AnnotatorFingerprint(
    String model, String promptSha256, Map<String, String> parameters) {
  public AnnotatorFingerprint {
    if (model.isBlank()) {
      throw new IllegalArgumentException("Invalid model: (empty) (expected a model's name)");
    }
    Objects.requireNonNull(promptSha256, "promptSha256");
    parameters = Map.copyOf(parameters);
  }

  /** The model's name and 16 hex digits, such as {@code gpt-4.1-mini@5d2c…}. */
  public String id() {
    List<String> fields = new ArrayList<>(List.of("annotator-v1", model, promptSha256));
    new TreeMap<>(parameters).forEach((name, value) -> fields.addAll(List.of(name, value)));
    return model + "@" + Digests.sha256(fields.toArray(String[]::new)).substring(0, 16);
  }
}

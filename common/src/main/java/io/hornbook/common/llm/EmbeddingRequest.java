package io.hornbook.common.llm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Texts whose vectors are asked for together; {@link EmbeddingAnswer} reads what comes back. Its
 * hash is over all the texts, so callers that group the same texts alike pay once.
 *
 * @param model the model's name as the server knows it
 * @param texts 1 to 2,048, none empty
 * @param dimensions of each vector, at least 1; the model's own without one
 */
public record EmbeddingRequest(String model, List<String> texts, OptionalInt dimensions)
    implements LlmRequest {
  private static final int MAX_TEXTS = 2048;

  /** What a tokeniser may add to each text: its begin and its end. */
  private static final int FRAME_TOKENS = 4;

  public EmbeddingRequest {
    texts = List.copyOf(texts);
    if (texts.isEmpty() || texts.size() > MAX_TEXTS || texts.contains("")) {
      throw new IllegalArgumentException(
          "Invalid texts: "
              + texts.size()
              + " (expected 1 to "
              + MAX_TEXTS
              + ", none of them empty)");
    }
    if (dimensions.isPresent() && dimensions.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "Invalid dimensions: " + dimensions.getAsInt() + " (expected at least 1)");
    }
  }

  @Override
  public String sha256() {
    List<String> fields = new ArrayList<>(List.of("embedding-v1", model));
    fields.add(dimensions.isPresent() ? Integer.toString(dimensions.getAsInt()) : null);
    fields.addAll(texts);
    return Digests.sha256(fields.toArray(String[]::new));
  }

  @Override
  public long maxInputTokens() {
    return texts.stream().mapToLong(text -> text.getBytes(UTF_8).length + FRAME_TOKENS).sum();
  }

  @Override
  public long maxOutputTokens() {
    return 0;
  }
}

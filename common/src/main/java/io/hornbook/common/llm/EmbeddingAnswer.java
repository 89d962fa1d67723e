package io.hornbook.common.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Reads the vectors in the body of an embeddings response. */
public final class EmbeddingAnswer {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EmbeddingAnswer() {}

  /**
   * The vectors, by the index that the server gave each, whatever their order in the body; lists of
   * numbers and base64 of little-endian floats alike.
   *
   * @param texts how many were asked for
   * @return nothing unless there is exactly one vector a text, all of one length and finite
   */
  public static Optional<List<float[]>> vectors(String body, int texts) {
    try {
      float[][] vectors = new float[texts][];
      for (JsonNode each : JSON.readTree(body).path("data")) {
        int index = each.path("index").asInt(-1);
        if (index < 0 || index >= texts || vectors[index] != null) {
          return Optional.empty();
        }
        vectors[index] = vector(each.path("embedding"));
      }
      return isWhole(vectors) ? Optional.of(new ArrayList<>(List.of(vectors))) : Optional.empty();
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static float[] vector(JsonNode embedding) {
    if (embedding.isTextual()) {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(embedding.asText()));
      FloatBuffer floats = bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
      float[] vector = new float[floats.remaining()];
      floats.get(vector);
      return vector;
    }
    float[] vector = new float[embedding.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = embedding.get(i).isNumber() ? embedding.get(i).floatValue() : Float.NaN;
    }
    return vector;
  }

  private static boolean isWhole(float[][] vectors) {
    return Arrays.stream(vectors)
        .allMatch(
            vector ->
                vector != null
                    && vector.length > 0
                    && vector.length == vectors[0].length
                    && isFinite(vector));
  }

  private static boolean isFinite(float[] vector) {
    for (float component : vector) {
      if (!Float.isFinite(component)) {
        return false;
      }
    }
    return true;
  }
}

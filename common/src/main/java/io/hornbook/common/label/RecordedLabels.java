package io.hornbook.common.label;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hornbook.common.document.Sha256;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads recorded labels: JSON lines with {@code content_sha256} (64 hex digits), {@code score} (a
 * whole number from 0 to 5), and optionally {@code reasoning} and {@code second_score}, an
 * independent second annotation. Other keys are passed over, blank lines skipped. A line that is
 * wrong in any part is rejected whole.
 */
public final class RecordedLabels {
  /** The highest score. */
  private static final int MAX_SCORE = 5;

  private static final int HEAD = 256;
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** What a line comes to. */
  public sealed interface Line {
    /** The byte offset of the line in its file. */
    long offset();

    /** The number of bytes of the line, without its end. */
    int length();

    /** How many labels the line stands for. */
    int labels();

    /** The first 256 bytes of the line in {@code file}. */
    default byte[] head(byte[] file) {
      int start = Math.toIntExact(offset());
      return Arrays.copyOfRange(file, start, start + Math.min(length(), HEAD));
    }
  }

  /**
   * A label, or two of the same text.
   *
   * @param content the hash of the labelled file's bytes
   * @param score 0 to 5
   * @param secondScore 0 to 5, by a second annotation
   * @param reasoning of the first annotation
   */
  public record Recorded(
      long offset,
      int length,
      Sha256 content,
      int score,
      Optional<Integer> secondScore,
      Optional<String> reasoning)
      implements Line {
    @Override
    public int labels() {
      return secondScore.isPresent() ? 2 : 1;
    }
  }

  /**
   * A line that holds no label.
   *
   * @param reason {@code malformed_label}, {@code score_out_of_range} or {@code duplicate_label}
   * @param labels how many labels it would have stood for; 1 if that cannot be told
   */
  public record Rejected(long offset, int length, String reason, String error, int labels)
      implements Line {}

  private RecordedLabels() {}

  /** Hands every line of {@code file} that is not blank to {@code consumer}, in order. */
  public static void read(byte[] file, Consumer<Line> consumer) {
    Set<Sha256> seen = new HashSet<>();
    int start = 0;
    while (start < file.length) {
      int end = start;
      while (end < file.length && file[end] != '\n') {
        end++;
      }
      byte[] line = Arrays.copyOfRange(file, start, end);
      if (!isBlank(line)) {
        consumer.accept(line(start, line, seen));
      }
      start = end + 1;
    }
  }

  private static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  private static Line line(long offset, byte[] bytes, Set<Sha256> seen) {
    int length = bytes.length;
    try {
      JsonNode line = JSON.readTree(bytes);
      Sha256 content = Sha256.parse(line.path("content_sha256").asText());
      JsonNode second = line.path("second_score");
      boolean two = !second.isMissingNode() && !second.isNull();
      if (!isScore(line.path("score")) || (two && !isScore(second))) {
        return rejectedScore(offset, length, line.path("score"), second, two);
      }
      if (!seen.add(content)) {
        String error = content.hex() + " is labelled by an earlier line";
        return new Rejected(offset, length, "duplicate_label", error, two ? 2 : 1);
      }
      return new Recorded(
          offset,
          length,
          content,
          line.path("score").asInt(),
          two ? Optional.of(second.asInt()) : Optional.empty(),
          Optional.ofNullable(line.path("reasoning").textValue()));
    } catch (IOException | IllegalArgumentException e) {
      return new Rejected(offset, length, "malformed_label", e.getMessage(), 1);
    }
  }

  private static Rejected rejectedScore(
      long offset, int length, JsonNode score, JsonNode second, boolean two) {
    boolean whole = score.isIntegralNumber() && (!two || second.isIntegralNumber());
    String error = "score " + score + (two ? ", second_score " + second : "");
    return new Rejected(
        offset, length, whole ? "score_out_of_range" : "malformed_label", error, two ? 2 : 1);
  }

  private static boolean isScore(JsonNode node) {
    return node.isIntegralNumber()
        && node.canConvertToInt()
        && node.asInt() >= 0
        && node.asInt() <= MAX_SCORE;
  }
}

package io.hornbook.common.rule;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.hornbook.common.signal.Signal;
import io.hornbook.common.signal.SignalType;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** One entry of the section {@code rules} of the config. */
public record RuleConfig(
    @JsonPropertyDescription("why a document is dropped, in snake_case") String reason,
    @JsonPropertyDescription("the column of a signal, such as longest_line_v1") String signal,
    @JsonPropertyDescription("the least value that passes; none if left out") Optional<Double> min,
    @JsonPropertyDescription("the largest value that passes; none if left out")
        Optional<Double> max,
    @JsonPropertyDescription("for a flag: the value that passes") Optional<Boolean> expected,
    @JsonPropertyDescription("the languages that the rule applies to; all if left out")
        Optional<List<String>> languages) {
  private static final Pattern SNAKE_CASE = Pattern.compile("[a-z][a-z0-9_]*");

  public RuleConfig {
    if (reason == null || !SNAKE_CASE.matcher(reason).matches()) {
      throw new IllegalArgumentException("Invalid reason: " + reason + " (expected snake_case)");
    }
    Signal known =
        Signal.ofColumn(signal)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Invalid signal: %s (expected one of %s)"
                            .formatted(signal, String.join(", ", Signal.columns()))));
    checkBounds(known.type(), signal, min, max, expected);
    languages = languages.map(List::copyOf);
  }

  private static void checkBounds(
      SignalType type,
      String signal,
      Optional<Double> min,
      Optional<Double> max,
      Optional<Boolean> expected) {
    boolean bounded = min.isPresent() || max.isPresent();
    boolean right =
        type == SignalType.FLAG ? expected.isPresent() && !bounded : bounded && expected.isEmpty();
    if (!right) {
      throw new IllegalArgumentException(
          "Invalid rule for %s: it has %s (expected %s)"
              .formatted(
                  signal,
                  bounded ? "bounds" : "no bounds",
                  type == SignalType.FLAG ? "expected, true or false" : "min or max"));
    }
    if (min.isPresent() && max.isPresent() && min.get() > max.get()) {
      throw new IllegalArgumentException(
          "Invalid rule for %s: min %s is above max %s".formatted(signal, min.get(), max.get()));
    }
  }

  /** The rule. */
  public Rule rule() {
    List<String> only = languages.orElse(List.of());
    return expected.isPresent()
        ? new Rule.Flag(reason, signal, expected.get(), only)
        : new Rule.Bounds(
            reason,
            signal,
            min.orElse(Double.NEGATIVE_INFINITY),
            max.orElse(Double.POSITIVE_INFINITY),
            only);
  }
}

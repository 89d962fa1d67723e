package io.hornbook.common.rule;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.hornbook.common.licence.AllowedLicences;
import io.hornbook.common.signal.Signal;
import io.hornbook.common.signal.SignalType;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One entry of the section {@code rules} of the config: a rule, or a preset of rules. */
public record RuleConfig(
    @JsonPropertyDescription(
            "a preset of rules in place of one rule: starcoder, opencoder-python or phi-1")
        Optional<String> preset,
    @JsonPropertyDescription("why a document is dropped, in snake_case") Optional<String> reason,
    @JsonPropertyDescription("the column of a signal, such as longest_line_v1")
        Optional<String> signal,
    @JsonPropertyDescription("the least value that passes; none if left out") Optional<Double> min,
    @JsonPropertyDescription("the largest value that passes; none if left out")
        Optional<Double> max,
    @JsonPropertyDescription("for a flag: the value that passes") Optional<Boolean> expected,
    @JsonPropertyDescription(
            "for a name: the names that pass; for an SPDX expression, the licences that do, such as MIT or GPL-2.0-only WITH Classpath-exception-2.0")
        Optional<List<String>> allowed,
    @JsonPropertyDescription("the languages that the rule applies to; all if left out")
        Optional<List<String>> languages) {
  private static final Pattern SNAKE_CASE = Pattern.compile("[a-z][a-z0-9_]*");

  public RuleConfig {
    languages = languages.map(List::copyOf);
    allowed = allowed.map(List::copyOf);
    boolean hasRule =
        Stream.of(reason, signal, min, max, expected, allowed, languages)
            .anyMatch(Optional::isPresent);
    if (preset.isPresent()) {
      check(
          RulePresets.names().contains(preset.get()),
          "preset: %s (expected one of %s)"
              .formatted(preset.get(), String.join(", ", RulePresets.names())));
      check(!hasRule, "preset: %s (expected to stand alone)".formatted(preset.get()));
    } else {
      check(
          reason.filter(name -> SNAKE_CASE.matcher(name).matches()).isPresent(),
          "reason: %s (expected snake_case)".formatted(reason.orElse(null)));
      checkBounds(known(signal.orElse(null)), min, max, expected, allowed);
    }
  }

  private static Signal known(String column) {
    return Signal.ofColumn(column)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Invalid signal: %s (expected one of %s)"
                        .formatted(column, String.join(", ", Signal.columns()))));
  }

  private static void checkBounds(
      Signal signal,
      Optional<Double> min,
      Optional<Double> max,
      Optional<Boolean> expected,
      Optional<List<String>> allowed) {
    boolean bounded = min.isPresent() || max.isPresent();
    boolean right =
        bounded == hasBounds(signal.type())
            && expected.isPresent() == (signal.type() == SignalType.FLAG)
            && allowed.isPresent() == (signal.type() == SignalType.NAME);
    check(
        right,
        "rule for %s: it has %s (expected %s)"
            .formatted(signal.column(), bounded ? "bounds" : "no bounds", wanted(signal.type())));
    if (min.isPresent() && max.isPresent()) {
      check(
          min.get() <= max.get(),
          "rule for %s: min %s is above max %s".formatted(signal.column(), min.get(), max.get()));
    }
    if (signal.holdsLicence()) {
      AllowedLicences.of(allowed.orElseThrow());
    }
  }

  private static boolean hasBounds(SignalType type) {
    return type == SignalType.COUNT || type == SignalType.NUMBER;
  }

  private static String wanted(SignalType type) {
    return switch (type) {
      case FLAG -> "expected, true or false";
      case NAME -> "allowed, a list";
      case COUNT, NUMBER -> "min or max";
    };
  }

  private static void check(boolean right, String problem) {
    if (!right) {
      throw new IllegalArgumentException("Invalid " + problem);
    }
  }

  /** The rules alone: every preset is replaced by its own. */
  public static List<RuleConfig> expanded(List<RuleConfig> rules) {
    return rules.stream()
        .flatMap(
            rule ->
                rule.preset().map(name -> RulePresets.rules(name).stream()).orElse(Stream.of(rule)))
        .toList();
  }

  /** Whether it is a rule on a signal that needs no parser. */
  public boolean isUnparsed() {
    return signal.flatMap(Signal::ofColumn).filter(s -> !s.group().isParsed()).isPresent();
  }

  /**
   * The rule.
   *
   * @throws IllegalStateException for a preset
   */
  public Rule rule() {
    List<String> only = languages.orElse(List.of());
    String why = reason.orElseThrow(() -> new IllegalStateException("A preset is many rules"));
    String column = signal.orElseThrow();
    if (allowed.isPresent()) {
      return known(column).holdsLicence()
          ? new Rule.Licensed(why, column, AllowedLicences.of(allowed.get()), only)
          : new Rule.Listed(why, column, allowed.get(), only);
    }
    return expected.isPresent()
        ? new Rule.Flag(why, column, expected.get(), only)
        : new Rule.Bounds(
            why,
            column,
            min.orElse(Double.NEGATIVE_INFINITY),
            max.orElse(Double.POSITIVE_INFINITY),
            only);
  }
}

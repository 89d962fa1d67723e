package io.hornbook.common.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RuleSetTest {
  private static final RuleSet RULES =
      RuleSet.of(
          List.of(
              bounds("empty", "character_count_v1", 1.0, null),
              bounds("line_too_long", "longest_line_v1", null, 1000.0),
              flag("does_not_parse", "parses_v1", true, List.of("python")),
              bounds("comments", "commentary_share_v1", 0.01, 0.8)));

  private static RuleConfig bounds(String reason, String signal, Double min, Double max) {
    return new RuleConfig(
        Optional.empty(),
        Optional.ofNullable(reason),
        Optional.of(signal),
        Optional.ofNullable(min),
        Optional.ofNullable(max),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static RuleConfig flag(
      String reason, String signal, boolean expected, List<String> languages) {
    return new RuleConfig(
        Optional.empty(),
        Optional.of(reason),
        Optional.of(signal),
        Optional.empty(),
        Optional.empty(),
        Optional.of(expected),
        Optional.empty(),
        Optional.of(languages));
  }

  private static List<String> reasons(String language, Map<String, Object> signals) {
    return RULES.reasons(language, signals::get);
  }

  @Test
  void givesEveryReasonInRuleOrder() {
    assertThat(
            reasons(
                "python",
                Map.of("parses_v1", false, "longest_line_v1", 1001L, "character_count_v1", 0L)))
        .containsExactly("empty", "line_too_long", "does_not_parse");
  }

  @Test
  void boundsAreInclusive() {
    assertThat(reasons(null, Map.of("longest_line_v1", 1000L, "character_count_v1", 1L))).isEmpty();
    assertThat(reasons(null, Map.of("commentary_share_v1", 0.01))).isEmpty();
    assertThat(reasons(null, Map.of("commentary_share_v1", 0.8))).isEmpty();
    assertThat(reasons(null, Map.of("commentary_share_v1", Math.nextDown(0.01))))
        .containsExactly("comments");
    assertThat(reasons(null, Map.of("commentary_share_v1", Math.nextUp(0.8))))
        .containsExactly("comments");
  }

  @Test
  void aSignalWithoutAValueDropsNothing() {
    assertThat(reasons("python", Map.of())).isEmpty();
  }

  @Test
  void aRuleForALanguageLeavesTheOthersAlone() {
    assertThat(reasons("java", Map.of("parses_v1", false))).isEmpty();
    assertThat(reasons(null, Map.of("parses_v1", false))).isEmpty();
  }

  @Test
  void refusesARuleThatCannotDecide() {
    assertThatThrownBy(() -> bounds("x", "no_such_signal", 1.0, null))
        .hasMessageContaining("Invalid signal: no_such_signal (expected one of character_count_v1");
    assertThatThrownBy(() -> bounds("x", "longest_line_v1", null, null))
        .hasMessageContaining("it has no bounds (expected min or max)");
    assertThatThrownBy(() -> bounds("x", "parses_v1", 1.0, null))
        .hasMessageContaining("expected expected, true or false");
    assertThatThrownBy(() -> bounds("x", "longest_line_v1", 2.0, 1.0))
        .hasMessageContaining("min 2.0 is above max 1.0");
    assertThatThrownBy(() -> bounds("Not Snake", "longest_line_v1", 2.0, null))
        .hasMessageContaining("Invalid reason");
    RuleConfig rule = bounds("x", "longest_line_v1", 2.0, null);
    assertThatThrownBy(() -> RuleSet.of(List.of(rule, rule))).hasMessageContaining("twice");
  }
}

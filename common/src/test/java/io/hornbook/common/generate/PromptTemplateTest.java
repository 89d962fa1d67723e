package io.hornbook.common.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromptTemplateTest {
  @Test
  void isVersionedByItsContent() {
    PromptTemplate one = PromptTemplate.parse("p", "System.\n---\nUser.", Set.of());
    assertThat(one.sha256()).hasSize(64);
    assertThat(PromptTemplate.parse("p", "System.\n---\nUser!", Set.of()).sha256())
        .isNotEqualTo(one.sha256());
  }

  @Test
  void valuesStandAsTheyAre() {
    PromptTemplate prompt = PromptTemplate.parse("p", "S\n---\n{{a}} and {{b}}", Set.of("a", "b"));
    assertThat(prompt.render(Map.of("a", "$1 {{b}} \\", "b", "x"))).isEqualTo("$1 {{b}} \\ and x");
    assertThatThrownBy(() -> prompt.render(Map.of("a", "1"))).hasMessageContaining("b is missing");
  }

  @Test
  void theFenceFollowsTheValues() {
    PromptTemplate prompt = PromptTemplate.parse("p", "S\n---\n{{fence}} {{a}}", Set.of("a"));
    String one = prompt.render(Map.of("a", "1"));
    assertThat(one).hasSize(26).isEqualTo(prompt.render(Map.of("a", "1")));
    assertThat(prompt.render(Map.of("a", "2")).substring(0, 24)).isNotEqualTo(one.substring(0, 24));
  }

  @Test
  void refusesWhatLacksAPart() {
    assertThatThrownBy(() -> PromptTemplate.parse("p", "one part", Set.of()))
        .hasMessageStartingWith("Invalid prompt: p (expected a system message");
    assertThatThrownBy(() -> PromptTemplate.parse("p", "S\n---\n{{topics}}", Set.of("topic")))
        .hasMessage("Invalid prompt: p uses [topics] (expected of [topic])");
  }
}

package io.hornbook.common.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.llm.Truncation.Excerpt;
import io.hornbook.common.llm.Truncation.Keep;
import io.hornbook.common.testing.Seeds;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TruncationTest {
  private static final String NUMBERS =
      "one two three four five six seven eight nine ten\n".repeat(20);

  @Test
  void showsAShortDocumentAsItIs() {
    Excerpt excerpt = new Truncation(1000, Keep.HEAD, "o200k_base").excerpt(NUMBERS);
    assertThat(excerpt.text()).isEqualTo(NUMBERS);
    assertThat(excerpt.truncated()).isFalse();
    assertThat(excerpt.tokens()).isEqualTo(excerpt.wholeTokens());
  }

  @Test
  void keepsTheHead() {
    Excerpt excerpt = new Truncation(22, Keep.HEAD, "o200k_base").excerpt(NUMBERS);
    assertThat(excerpt.truncated()).isTrue();
    assertThat(excerpt.text())
        .isEqualTo(
            "one two three four five six seven eight nine ten\n".repeat(2)
                + "\n[... "
                + (excerpt.wholeTokens() - 22)
                + " tokens are left out here ...]\n");
  }

  @Test
  void keepsTwoThirdsOfTheHeadAndTheRestOfTheTail() {
    Excerpt excerpt = new Truncation(33, Keep.HEAD_AND_TAIL, "o200k_base").excerpt(NUMBERS);
    String line = "one two three four five six seven eight nine ten\n";
    assertThat(excerpt.text()).startsWith(line.repeat(2)).endsWith("\n" + line);
    assertThat(excerpt.tokens()).isEqualTo(33);
  }

  @Test
  void countsTheMarksOfSpecialTokensAsText() {
    Truncation truncation = new Truncation(16, Keep.HEAD, "cl100k_base");
    assertThat(truncation.excerpt("<|endoftext|>").text()).isEqualTo("<|endoftext|>");
    assertThat(truncation.count("<|endoftext|>")).isGreaterThan(1);
  }

  @Test
  void cutsNoCharacterInTwo() {
    RandomGenerator random = Seeds.random();
    for (int i = 0; i < 300; i++) {
      StringBuilder text = new StringBuilder();
      random.ints(80, 0x1F300, 0x1F6FF).forEach(text::appendCodePoint);
      random.ints(80, 0x4E00, 0x9FFF).forEach(text::appendCodePoint);
      Keep keep = random.nextBoolean() ? Keep.HEAD : Keep.HEAD_AND_TAIL;
      Excerpt excerpt =
          new Truncation(16 + random.nextInt(60), keep, "o200k_base").excerpt(text.toString());
      assertThat(excerpt.truncated()).isTrue();
      assertThat(excerpt.text()).doesNotContain("\uFFFD");
      String[] parts =
          excerpt.text().split("\n\\[\\.\\.\\. \\d+ tokens are left out here \\.\\.\\.]\n", -1);
      assertThat(parts).hasSize(2);
      assertThat(text.toString()).startsWith(parts[0]).endsWith(parts[1]);
      assertThat(parts[0].length()).isGreaterThan(2);
    }
  }

  @Test
  void refusesWhatIsNoTruncation() {
    assertThatThrownBy(() -> new Truncation(15, Keep.HEAD, "o200k_base"))
        .hasMessage("Invalid max-document-tokens: 15 (expected at least 16)");
    assertThatThrownBy(() -> new Truncation(16, Keep.HEAD, "gpt2"))
        .hasMessageStartingWith("Invalid encoding: gpt2 (expected r50k_base");
  }
}

package io.hornbook.common.signal;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import io.hornbook.common.testing.Seeds;
import io.hornbook.common.testing.TestData;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class TokenCounterTest {
  private static final Encoding WHOLE =
      Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.P50K_BASE);

  @Test
  void countsWhatP50kCounts() {
    assertThat(TokenCounter.count("def f(x):\n    return x + 1\n")).isEqualTo(12);
    assertThat(TokenCounter.count("")).isZero();
  }

  @Test
  void aSpecialTokenIsPlainText() {
    assertThat(TokenCounter.count("<|endoftext|>")).isGreaterThan(1);
  }

  @Test
  void cutsChangeNoCountOfRealCode() {
    String text =
        TestData.pythonFiles("jython-standalone-2.7.4.jar", "Lib/").values().stream()
            .limit(150)
            .map(file -> new String(file, StandardCharsets.UTF_8))
            .collect(Collectors.joining("\n\n\n    "));
    assertThat(text.length()).isGreaterThan(4 * TokenCounter.LONGEST_PIECE);
    assertThat(TokenCounter.count(text)).isEqualTo(WHOLE.countTokensOrdinary(text));
  }

  @Test
  @Timeout(60)
  void boundsTheTimeOfTextsWithoutWordsOrLines() {
    RandomGenerator random = Seeds.random(7);
    String letters =
        random
            .ints(1_000_000, 'a', 'z' + 1)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    assertThat(TokenCounter.count(letters)).isBetween(300_000L, 1_000_000L);
    assertThat(TokenCounter.count("a".repeat(2_000_000))).isPositive();
    assertThat(TokenCounter.count(" ".repeat(2_000_000))).isPositive();
    assertThat(TokenCounter.count("😀".repeat(300_000))).isPositive();
  }
}

package io.hornbook.common.signal;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import io.hornbook.common.testing.Seeds;
import io.hornbook.common.testing.TestData;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class TokenCounterTest {
  private static final Encoding WHOLE =
      Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.P50K_BASE);

  private static final PairMerges MERGES =
      PairMerges.of(WHOLE, TokenCounter.TOKENS, TokenCounter.ENDOFTEXT);

  private static final List<String> PIECES =
      List.of(
          ("a|B|word|7|42| |  |\n|\r\n|\t|'|'s|'ve|'l|'ll|'RE|#|--|é|語|\u00A0|\u000B|\u001C|\u0000"
                  + "|\n                        |antidisestablishmentarianism")
              .split("[|]", -1));

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
  void countsWhatTheLibraryCountsOfRandomTexts() {
    RandomGenerator random = Seeds.random();
    for (int round = 0; round < 3000; round++) {
      int kinds = 1 + random.nextInt(PIECES.size());
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        text.append(PIECES.get(random.nextInt(kinds)));
      }
      assertThat(TokenCounter.count(text.toString()))
          .as(text.toString())
          .isEqualTo(WHOLE.countTokensOrdinary(text.toString()));
    }
  }

  /** One piece of the encoding: blanks, letters or signs, as they come and as words have them. */
  @Test
  void mergesAsTheLibraryDoes() {
    RandomGenerator random = Seeds.random();
    List<String> alphabets =
        List.of("abcdefghijklmnopqrstuvwxyz", "aeinorst", "aA", "=-#*", "(){}[];:.,<>", " ", "01");
    for (int round = 0; round < 20_000; round++) {
      String alphabet = alphabets.get(random.nextInt(alphabets.size()));
      StringBuilder piece = new StringBuilder();
      for (int i = 1 + random.nextInt(round % 100 == 0 ? 256 : 20); i > 0; i--) {
        piece.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      byte[] bytes = piece.toString().getBytes(StandardCharsets.US_ASCII);
      assertThat(MERGES.count(new ByteSets(bytes), 0, bytes.length))
          .as(piece.toString())
          .isEqualTo(WHOLE.countTokensOrdinary(piece.toString()));
    }
  }

  @Test
  void forgetsAndCountsOnWhenItsMemoryIsFull() {
    TokenPieces pieces = new TokenPieces(WHOLE, MERGES);
    RandomGenerator random = Seeds.random();
    for (int round = 0; round < 100_000; round++) {
      byte[] word =
          Integer.toString(random.nextInt(), 36)
              .replace('-', 'z')
              .getBytes(StandardCharsets.US_ASCII);
      long tokens = pieces.count(new ByteSets(word), 0, word.length);
      if (round % 50 == 0) {
        assertThat(tokens)
            .isEqualTo(WHOLE.countTokensOrdinary(new String(word, StandardCharsets.US_ASCII)));
      }
    }
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

package io.hornbook.common.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.testing.Seeds;
import io.hornbook.common.testing.TestData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TokenizerTest {
  private static final String ALPHABET = "aZ_09/:@[`{ \n\t\0\u007F.(\"'~!é中";

  @Test
  void cutsMaximalRunsOfWordBytes() {
    assertThat(texts(Tokenizer.words(), "def héllo_1(x):  return x+0x1F"))
        .containsExactly("def", "héllo_1", "x", "return", "x", "0x1F");
  }

  @Test
  void keepsPunctuationWhenAsked() {
    assertThat(texts(Tokenizer.wordsAndPunctuation(), "x[1] += \"é\"\t~\u007F\0"))
        .containsExactly("x", "[", "1", "]", "+", "=", "\"", "é", "\"", "~");
  }

  @Test
  void findsNoTokensWhereThereAreNone() {
    assertThat(texts(Tokenizer.words(), "")).isEmpty();
    assertThat(texts(Tokenizer.words(), " \n(+)-*\0".repeat(40))).isEmpty();
    assertThat(texts(Tokenizer.wordsAndPunctuation(), " \n\t\0")).isEmpty();
  }

  @Test
  void joinsRunsAcrossBlocks() {
    for (int length = 1; length < 200; length++) {
      assertThat(texts(Tokenizer.words(), "a".repeat(length))).containsExactly("a".repeat(length));
    }
  }

  @Test
  void isBlindToTheCaseOfAsciiLettersAlone() {
    assertThat(hash("HeLLo_World_[Az@Z`z{")).isEqualTo(hash("hello_world_[aZ@z`Z{"));
    assertThat(hash("É")).isNotEqualTo(hash("é"));
    assertThat(hash("_")).isNotEqualTo(hash("\u007F"));
  }

  @Test
  void hashesEveryByteValueApart() {
    long[] hashes = new long[256];
    for (int value = 0; value < 256; value++) {
      hashes[value] = TokenHash.of(new byte[] {'x', (byte) value}, 0, 2);
    }
    assertThat(Arrays.stream(hashes).distinct().count()).isEqualTo(256 - 26);
  }

  @Test
  void equalsTheDefinitionOnRandomText() {
    RandomGenerator random = Seeds.random();
    for (int round = 0; round < 3_000; round++) {
      int[] characters = ALPHABET.codePoints().toArray();
      int[] text =
          random.ints(random.nextInt(300), 0, characters.length).map(i -> characters[i]).toArray();
      assertEqualsTheDefinition(new String(text, 0, text.length).getBytes(UTF_8));
    }
  }

  @Test
  void equalsTheDefinitionOnRandomBytes() {
    RandomGenerator random = Seeds.random();
    for (int round = 0; round < 3_000; round++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      assertEqualsTheDefinition(bytes);
    }
  }

  @Test
  void equalsTheDefinitionOnPythonFiles() {
    TestData.pythonFiles("jython-standalone-2.7.4.jar", "Lib/")
        .values()
        .forEach(TokenizerTest::assertEqualsTheDefinition);
  }

  @Test
  void hashesArePersistedAndNeverChange() {
    assertThat(hash("a")).isEqualTo(0xCEB5A05A7A92499DL);
    assertThat(hash("return")).isEqualTo(0x5798FC8F58A22E79L);
    assertThat(hash("__init__")).isEqualTo(0x16A0FC99240C48A6L);
    assertThat(hash("a_rather_long_identifier")).isEqualTo(0xE901BFF32DD0C143L);
    assertThat(hash("größe")).isEqualTo(0xEA04DAB20BA7B79FL);
  }

  @Test
  void isFoundByItsVersionedId() {
    assertThat(Tokenizer.of("words-1")).isSameAs(Tokenizer.words());
    assertThat(Tokenizer.of("words-and-punctuation-1")).isSameAs(Tokenizer.wordsAndPunctuation());
    assertThatThrownBy(() -> Tokenizer.of("words-2"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("Invalid tokenizer: words-2 (expected words-1 or words-and-punctuation-1)");
  }

  @Test
  void refusesAnIndexBeyondTheTokens() {
    Tokens tokens = Tokenizer.words().tokenize("one two".getBytes(UTF_8));
    assertThatThrownBy(() -> tokens.start(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> tokens.end(2)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static void assertEqualsTheDefinition(byte[] bytes) {
    assertEqualsTheDefinition(Tokenizer.words(), new NaiveTokenizer(false), bytes);
    assertEqualsTheDefinition(Tokenizer.wordsAndPunctuation(), new NaiveTokenizer(true), bytes);
  }

  private static void assertEqualsTheDefinition(
      Tokenizer tokenizer, NaiveTokenizer definition, byte[] bytes) {
    Tokens tokens = tokenizer.tokenize(bytes);
    List<NaiveTokenizer.Token> actual = new ArrayList<>();
    for (int i = 0; i < tokens.count(); i++) {
      actual.add(new NaiveTokenizer.Token(tokens.start(i), tokens.end(i), tokens.hash(i)));
    }
    assertThat(actual).isEqualTo(definition.tokenize(bytes));
  }

  private static long hash(String token) {
    byte[] bytes = token.getBytes(UTF_8);
    return TokenHash.of(bytes, 0, bytes.length);
  }

  private static List<String> texts(Tokenizer tokenizer, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    Tokens tokens = tokenizer.tokenize(bytes);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < tokens.count(); i++) {
      int length = tokens.end(i) - tokens.start(i);
      texts.add(new String(bytes, tokens.start(i), length, UTF_8));
    }
    return texts;
  }
}

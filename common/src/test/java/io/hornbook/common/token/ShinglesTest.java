package io.hornbook.common.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.testing.Seeds;
import io.hornbook.common.testing.TestData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ShinglesTest {
  @Test
  void aDocumentShorterThanAShingleIsOneShingle() {
    assertThat(shingles("return x", 5)).hasSize(1).isEqualTo(shingles("RETURN (x)", 2));
    assertThat(shingles("return x", 5)).isNotEqualTo(shingles("return y", 5));
  }

  @Test
  void aDocumentWithoutTokensHasNone() {
    assertThat(shingles("", 5)).isEmpty();
    assertThat(shingles("+ - ()", 1)).isEmpty();
  }

  @Test
  void repeatedShinglesCountOnce() {
    assertThat(shingles("a b ".repeat(50), 2)).hasSize(2);
    assertThat(Shingles.sequence(Tokenizer.words().tokenize("a b a b".getBytes(UTF_8)), 2))
        .hasSize(3);
  }

  @Test
  void theOrderOfTokensMatters() {
    assertThat(shingles("a b c", 3)).isNotEqualTo(shingles("c b a", 3));
    assertThat(shingles("a a b", 3)).isNotEqualTo(shingles("a b b", 3));
  }

  @Test
  void equalTheDefinitionOnRandomText() {
    RandomGenerator random = Seeds.random();
    for (int round = 0; round < 2_000; round++) {
      byte[] bytes = new byte[random.nextInt(150)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) "ab c".charAt(random.nextInt(4));
      }
      assertEqualTheDefinition(bytes, 1 + random.nextInt(7));
    }
  }

  @Test
  void equalTheDefinitionOnPythonFiles() {
    TestData.pythonFiles("jython-standalone-2.7.4.jar", "Lib/json/")
        .values()
        .forEach(bytes -> assertEqualTheDefinition(bytes, 5));
  }

  @Test
  void arePersistedAndNeverChange() {
    assertThat(shingles("def add(a, b): return a + b", 5))
        .containsExactly(0x885E129D41F7D12FL, 0x1AD3C8959717858CL, 0x578EFCBADF16C473L);
    assertThat(shingles("pass", 5)).containsExactly(0xB985DD033C287D6BL);
  }

  @Test
  void areWellMixed() {
    long[] shingles = new long[0];
    for (byte[] bytes : TestData.pythonFiles("jython-standalone-2.7.4.jar", "Lib/email").values()) {
      long[] more = Shingles.of(Tokenizer.words().tokenize(bytes), 5);
      int length = shingles.length;
      shingles = Arrays.copyOf(shingles, length + more.length);
      System.arraycopy(more, 0, shingles, length, more.length);
    }
    long[] distinct = Arrays.stream(shingles).distinct().toArray();
    // Five standard deviations of a fair coin.
    double bound = 5 * Math.sqrt(distinct.length) / 2;
    for (int bit = 0; bit < Long.SIZE; bit++) {
      int position = bit;
      long set = Arrays.stream(distinct).filter(value -> (value >>> position & 1) == 1).count();
      assertThat(Math.abs(set - distinct.length / 2.0)).as("bit " + bit).isLessThan(bound);
    }
  }

  @Test
  void refuseAnEmptyLength() {
    assertThatThrownBy(() -> shingles("x", 0))
        .hasMessage("Invalid shingle length: 0 (expected at least 1)");
  }

  private static void assertEqualTheDefinition(byte[] bytes, int n) {
    List<NaiveTokenizer.Token> expected = new NaiveTokenizer(false).tokenize(bytes);
    Tokens tokens = Tokenizer.words().tokenize(bytes);
    assertThat(Shingles.of(tokens, n)).isEqualTo(NaiveTokenizer.shingles(expected, n));
    List<Long> sequence = new ArrayList<>();
    for (long shingle : Shingles.sequence(tokens, n)) {
      sequence.add(shingle);
    }
    assertThat(sequence).isEqualTo(NaiveTokenizer.sequence(expected, n));
  }

  private static long[] shingles(String text, int n) {
    return Shingles.of(Tokenizer.words().tokenize(text.getBytes(UTF_8)), n);
  }
}

package io.hornbook.common.ngram;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.testing.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CommentsTest {
  @Test
  void startsAtALineOrAfterWhiteSpace() {
    assertThat(next("# a")).isZero();
    assertThat(next("x = 1  # a")).isEqualTo(7);
    assertThat(next("x = 1\n# a")).isEqualTo(6);
    assertThat(next("x = '#fff'; y#z")).isEqualTo(-1);
    assertThat(next("é# a #")).isEqualTo(6);
  }

  @Test
  void endsBeforeEitherLineEnd() {
    assertThat(Comments.end(bytes("# a\r\nb"), 0)).isEqualTo(3);
    assertThat(Comments.end(bytes("# a\nb"), 0)).isEqualTo(3);
    assertThat(Comments.end(bytes("# a"), 0)).isEqualTo(3);
  }

  @Test
  void skipsWhiteSpaceAndComments() {
    assertThat(Comments.skip(bytes(" \t\r\n # a\n\f #\n x"), 0)).isEqualTo(14);
    assertThat(Comments.skip(bytes("  # a"), 0)).isEqualTo(5);
    assertThat(Comments.skip(bytes("x#"), 1)).isEqualTo(1);
  }

  @Test
  void findsWhatALoopOverBytesFinds() {
    RandomGenerator random = Seeds.random();
    byte[] alphabet = {'#', ' ', '\n', 'a', '"', (byte) 0xA3, '\'', 0x22, 0x24};
    for (int round = 0; round < 2000; round++) {
      byte[] text = new byte[random.nextInt(40)];
      for (int i = 0; i < text.length; i++) {
        text[i] = alphabet[random.nextInt(alphabet.length)];
      }
      for (int from = 0; from <= text.length; from++) {
        assertThat(Comments.next(text, from)).isEqualTo(naive(text, from));
      }
    }
  }

  private static int naive(byte[] text, int from) {
    for (int i = from; i < text.length; i++) {
      if (text[i] == '#' && (i == 0 || text[i - 1] == ' ' || text[i - 1] == '\n')) {
        return i;
      }
    }
    return -1;
  }

  private static int next(String text) {
    return Comments.next(bytes(text), 0);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

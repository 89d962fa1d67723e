package io.hornbook.common.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.testing.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class ByteSetsTest {
  private static final String PIECES =
      "aZ09 _\t\n\r\u000B\f\u001C\u001F\u0000\u007F'\\xX0é語😀\uFFFD";

  @Test
  void agreesWithTheNaiveOracleOnRandomTexts() {
    RandomGenerator random = Seeds.random();
    int[] points = PIECES.codePoints().toArray();
    for (int round = 0; round < 500; round++) {
      StringBuilder text = new StringBuilder();
      int kinds = 1 + random.nextInt(points.length);
      for (int i = random.nextInt(200); i > 0; i--) {
        text.appendCodePoint(points[random.nextInt(kinds)]);
      }
      assertAgreement(text.toString());
    }
  }

  private static void assertAgreement(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    ByteSets sets = new ByteSets(utf8);
    assertSet(utf8, sets::letters, b -> b >= 0 && Character.isLetter(b));
    assertSet(utf8, sets::digits, b -> b >= '0' && b <= '9');
    assertSet(utf8, sets::spaces, b -> " \t\n\u000B\f\r".indexOf(b) >= 0);
    assertSet(utf8, sets::blanks, b -> b == ' ');
    assertSet(utf8, sets::lineFeeds, b -> b == '\n');
    assertSet(utf8, sets::lineEnds, b -> b == '\n' || b == '\r');
    assertSet(utf8, sets::leads, b -> (b & 0xC0) == 0xC0);
    assertSet(utf8, sets::continuations, b -> (b & 0xC0) == 0x80);
    assertThat(sets.characters()).isEqualTo(text.codePointCount(0, text.length()));
    int separators = 0;
    for (int block = 0; block < sets.blocks(); block++) {
      separators += sets.separators(block);
    }
    assertThat(separators).isEqualTo(text.chars().filter(c -> c >= 0x1C && c <= 0x1F).count());
    for (int start = 0; start <= utf8.length; start++) {
      assertPlaces(utf8, sets, start);
    }
  }

  private static void assertSet(byte[] utf8, IntToLongFunction set, IntPredicate oracle) {
    for (int i = 0; i < (utf8.length / ByteSets.BLOCK + 1) * ByteSets.BLOCK; i++) {
      boolean expected = i < utf8.length && oracle.test(utf8[i]);
      assertThat((set.applyAsLong(i / ByteSets.BLOCK) >>> i & 1) == 1).isEqualTo(expected);
    }
  }

  private static void assertPlaces(byte[] utf8, ByteSets sets, int start) {
    int length = utf8.length;
    IntPredicate ink = i -> utf8[i] < 0 || utf8[i] > ' ';
    assertThat(sets.nextInk(start, length)).isEqualTo(first(start, length, ink));
    assertThat(sets.nextLineFeed(start, length))
        .isEqualTo(first(start, length, i -> utf8[i] == '\n'));
    assertThat(sets.next('\\', start)).isEqualTo(first(start, length, i -> utf8[i] == '\\'));
    assertThat(sets.nextFolded('x', start))
        .isEqualTo(first(start, length, i -> utf8[i] == 'x' || utf8[i] == 'X'));
    assertThat(sets.isAscii(0, start)).isEqualTo(first(0, start, i -> utf8[i] < 0) == start);
    int end = start;
    while (end > 0 && !ink.test(end - 1)) {
      end--;
    }
    assertThat(sets.inkEnd(0, start)).isEqualTo(end);
  }

  private static int first(int start, int end, IntPredicate test) {
    int i = start;
    while (i < end && !test.test(i)) {
      i++;
    }
    return i;
  }
}

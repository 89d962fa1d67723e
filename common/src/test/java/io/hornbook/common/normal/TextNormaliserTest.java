package io.hornbook.common.normal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.testing.Seeds;
import io.hornbook.common.token.Tokenizer;
import io.hornbook.common.token.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class TextNormaliserTest {
  private static final TextNormaliser WHITE_SPACE = new TextNormaliser(false);
  private static final TextNormaliser COMMENTS = new TextNormaliser(true);

  @Test
  void foldsLineEndsBlankLinesAndRunsOfBlanks() {
    assertSame("python", "a = 1\nb = 2\n", "a  = 1 \r\n\r\n \t \nb\t=\f2");
    assertSame("c", "int a;\nint b;\n", "\n  int   a;\r\tint b;  ");
  }

  @Test
  void neitherPutsInNorTakesAwayAllWhiteSpace() {
    assertDiffer("python", "a = b", "a=b");
    assertDiffer("c", "a - -b", "a --b");
    assertDiffer("python", "a\nb", "a b");
  }

  @Test
  void keepsStrings() {
    assertDiffer("python", "a = ' '", "a = '  '");
    assertDiffer("python", "a = '''x\n  y'''", "a = '''x\n y'''");
    assertDiffer("python", "a = '''x\n\ny'''", "a = '''x\ny'''");
    assertDiffer("python", "a = '\\'  '", "a = '\\' '");
    assertDiffer("java", "f(\"/*  */\")", "f(\"/* */\")");
    assertDiffer("c#", "f(@\"\\\", \"a  b\")", "f(@\"\\\", \"a b\")");
    assertDiffer("c#", "f(@\"a\"\"  b\")", "f(@\"a\"\" b\")");
    assertDiffer("go", "f(`a\n  b`)", "f(`a\n b`)");
    assertDiffer("c++", "f(R\"(\"  )\")", "f(R\"(\" )\")");
    assertSame("python", "a = '''x\ny'''", "a = '''x\r\ny'''");
  }

  /** The depth of a block counts, the width of its indentation does not. */
  @Test
  void pythonsBlocksCount() {
    String two = "if a:\n  if b:\n    c\n  d\ne\n";
    assertSame("python", two, "if a:\n    if b:\n        c\n    d\ne\n");
    assertSame("python", two, "if a:\n\tif b:\n\t\tc\n\td\ne\n");
    assertSame("python", two, "if a:\n    if b:\n\tc\n    d\ne\n");
    assertDiffer("python", two, "if a:\n  if b:\n    c\n    d\ne\n");
    assertDiffer("python", two, "if a:\n  if b:\n    c\n   d\ne\n");
    assertDiffer("python", two, "if a:\n  if b:\n    c\nd\ne\n");
    assertSame("c", "if (a)\n  b;\nc;", "if (a)\nb;\n    c;");
  }

  @Test
  void linesThatContinueAnotherOpenNoBlock() {
    assertSame("python", "f(a,\n  b)\nc", "f(a,\n      b)\nc");
    assertSame("python", "a = \\\n  b\nc", "a = \\\n    b\nc");
    assertSame("python", "a = \\\n  b\nc", "a = \\\r\n  b\r\nc");
    assertSame("python", "if a:\n  b\n      # c\n  d", "if a:\n  b\n# c\n  d");
    assertDiffer("python", "if a: # (\n  b", "if a: # (\nb");
    assertDiffer("python", "if a: # \\\n  b", "if a: # \\\nb");
  }

  @Test
  void commentsCountUnlessTheyAreFolded() {
    String code = "a = 1\nb = '# 2'\n";
    String commented = "# x\n\na = 1 # it's\n  # y\nb = '# 2'# z";
    assertDiffer("python", code, commented);
    assertThat(form(COMMENTS, "python", commented)).isEqualTo(form(COMMENTS, "python", code));
    assertThat(form(COMMENTS, "java", "/** x */\nint/*y*/a; // z\nint b;/*\n*/ c"))
        .isEqualTo("int a;\nint b; \nc");
    assertThat(form(COMMENTS, "c", "a /* no end\n b")).isEqualTo("a /* no end\nb");
    assertThat(form(COMMENTS, "c", "#define A /*\n*/ b"))
        .isNotEqualTo(form(COMMENTS, "c", "#define A\nb"))
        .isNotEqualTo(form(COMMENTS, "c", "#define A b"));
  }

  /** Two files with different comments and no code are not the same file. */
  @Test
  void aTextOfWhichNothingWouldBeLeftKeepsItsComments() {
    assertThat(form(COMMENTS, "python", "\n  # a  b\n\n# c\n")).isEqualTo("# a b\n# c");
    for (String text : List.of("\n", " ", "")) {
      assertThat(form(COMMENTS, "python", text)).isEqualTo(text);
    }
  }

  @Test
  void inAnyOtherLanguageOnlyTheEndsOfLinesAreFolded() {
    for (String language : new String[] {null, "markdown", "javascript", "shell"}) {
      assertSame(language, "a  b\n\n  c\n", "\n \na  b \r\n\t\r\n  c\n\n");
      assertDiffer(language, "a  b", "a b");
      assertDiffer(language, "a\n\nb", "a\nb");
      assertDiffer(language, "a\n b", "a\nb");
      assertThat(form(COMMENTS, language, "a # b\n// c")).isEqualTo("a # b\n// c");
    }
  }

  @Test
  void formsArePersistedAndNeverChange() {
    assertThat(WHITE_SPACE.id()).isEqualTo("folded-1");
    assertThat(COMMENTS.id()).isEqualTo("folded-without-comments-1");
    assertThat(form(WHITE_SPACE, "python", "if a :\n    b  # c\n\n    '''d  '''\n"))
        .isEqualTo("if a :\n\tb # c\n\t'''d  '''");
    assertThat(WHITE_SPACE.digest("python", bytes("a  b"))).hasSize(TextNormaliser.DIGEST_LENGTH);
  }

  /** So equal forms mean equal shingles, whatever the bytes. */
  @Test
  void foldingWhiteSpaceKeepsTheTokens() {
    RandomGenerator random = Seeds.random();
    byte[] alphabet = bytes(" \t\n\r\f(){}[]''\"\"\"#/*\\ab:@`R\u00e9$");
    for (int round = 0; round < 3_000; round++) {
      byte[] text = new byte[random.nextInt(60)];
      for (int i = 0; i < text.length; i++) {
        text[i] = alphabet[random.nextInt(alphabet.length)];
      }
      for (String language : new String[] {"python", "java", "c#", "c++", "go", null}) {
        byte[] form = WHITE_SPACE.normalForm(language, text);
        assertThat(hashes(form)).as(new String(text, UTF_8)).isEqualTo(hashes(text));
      }
    }
  }

  @Test
  void noTextTakesMoreThanLinearTime() {
    for (String part : List.of("/*", "'''", "\"", "@\"", "(", "\\\n", " ", "\n ", "#")) {
      byte[] text = bytes(part.repeat(1 << 20));
      for (String language : List.of("python", "c#", "c++", "none")) {
        Assertions.assertTimeout(
            Duration.ofSeconds(5), () -> COMMENTS.normalForm(language, text), part);
      }
    }
  }

  private static long[] hashes(byte[] text) {
    Tokens tokens = Tokenizer.wordsAndPunctuation().tokenize(text);
    long[] hashes = new long[tokens.count()];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = tokens.hash(i);
    }
    return hashes;
  }

  private static void assertSame(String language, String text, String other) {
    assertThat(form(WHITE_SPACE, language, text)).isEqualTo(form(WHITE_SPACE, language, other));
    assertThat(WHITE_SPACE.digest(language, bytes(text)))
        .isEqualTo(WHITE_SPACE.digest(language, bytes(other)));
  }

  private static void assertDiffer(String language, String text, String other) {
    assertThat(form(WHITE_SPACE, language, text)).isNotEqualTo(form(WHITE_SPACE, language, other));
    assertThat(WHITE_SPACE.digest(language, bytes(text)))
        .isNotEqualTo(WHITE_SPACE.digest(language, bytes(other)));
  }

  private static String form(TextNormaliser normaliser, String language, String text) {
    return new String(normaliser.normalForm(language, bytes(text)), UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}

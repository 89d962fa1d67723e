package io.hornbook.common.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PythonSignalsTest {
  private static SignalMeter meter;

  @BeforeAll
  static void open() {
    meter = new SignalMeter(new MeasureLimits(1 << 21, 32));
  }

  @AfterAll
  static void close() {
    meter.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "print 'a'\n",
        "print\t'a', b\n",
        "print >>f, x\n",
        "exec 'x' in d\n",
        "try:\n  pass\nexcept A, e:\n  pass\n",
        "x = `a`\n",
        "if a <> b:\n  pass\n",
        "x = 0777\n",
        "f(a, [10L])\n",
        "x = 0xFFl\n",
        "raise E, 'x'\n",
        "x = ur'x'\n",
        "def f(a, (b, c)):\n  pass\n",
        "f = lambda (a, b): a\n",
        "x = [x for x in 1, 2]\n",
        "def f(a=1, b):\n  pass\n",
        "def f():\n",
        "if x:\nelse:\n  pass\n",
        "def f():\n    x\n  y\n",
        "x\n  y\n",
        "def f():\n    if x:\n        y\n\tz\n",
        "x = '\\u12'\n",
        "x = '\\N'\n",
        "x = (1\n",
        "x = 'abc\n",
        "x = 5 5\n",
        "f() = 1\n",
        "x = 1\u0000\n"
      })
  void rejectsWhatPythonThreeRejects(String text) {
    Signals signals = measure(text);
    assertThat(signals.flag(Signal.PARSES)).as(text).hasValue(false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\uFEFFimport os\n",
        "print('a', file=f)\nprint (a), b\nprint\nexec(code)\n",
        "x = 00 + 0_0 + 0o777 + 0xFF if 0 else 0 + 1e0 + 0.5 + 01.5 + 07j\n",
        "raise (E, 'x')\n",
        "raise E from e\n",
        "try:\n  pass\nexcept (A, B) as e:\n  f(a, b)\n",
        "def f(a, *, b=1, c):\n  pass\n",
        "def f(a=1, *b, c): pass\n",
        "def f(a, /, b=1, **c): pass\n",
        "x = r'\\u12' b'\\u12'\n",
        "x = '\\u1234\\x41\\N{BULLET}\\q'\n",
        "match x:\n  case 1: pass\n",
        "type X = int\n",
        "x = f'{y!r:>{w}}'\n",
        "async def f():\n  await g()\n",
        "if x: a; b\n",
        "if x:\n\ta\n\tb\n",
        "def f():\n    if x:\n        y\n    # comment\n  # another\n    z\n",
        "x = 1 \\\n  + 2\n",
        "class A:\n  x: int = 3\n",
        "s = 'a <> b, 0777, `c`, 10L'  # print 'x' <> 0777\n"
      })
  void acceptsWhatPythonThreeAccepts(String text) {
    Signals signals = measure(text);
    assertThat(signals.flag(Signal.PARSES)).as(text + signals).hasValue(true);
  }

  @Test
  void countsEachError() {
    String text = "print 'a'\nprint 'b'\nx = 0777\n";
    assertThat(measure(text).number(Signal.PARSE_ERRORS_PER_KB).orElseThrow())
        .isCloseTo(3000.0 / text.length(), within(1e-9));
  }

  @Test
  void commentsAreTheParsersWithoutShebangAndEncoding() {
    String text = "#!/usr/bin/python\n# -*- coding: utf-8 -*-\n# né\nx = f('# no', # yes\n  1)\n";
    assertThat(characters(Signal.COMMENT_SHARE, text)).isEqualTo("# né# yes".length());
    String late = "\n\n# coding: this comment tells of coding: utf-8\n#!not first\n";
    assertThat(characters(Signal.COMMENT_SHARE, late)).isEqualTo(late.length() - 4L);
  }

  @Test
  void docstringsAreFirstStringsOfModulesClassesAndFunctions() {
    String text =
        """
        # header
        '''Module.'''
        class A:
          'Class.'
          def f(self):
            # note
            r"Raw."
          def g(self):
            b'bytes'
          def h(self):
            f'x'
          def i(self):
            x = 'y'
            'late'
        if x:
          'no docstring'
        """;
    assertThat(characters(Signal.DOCSTRING_SHARE, text))
        .isEqualTo("'''Module.''''Class.'r\"Raw.\"".length());
    assertThat(measure(text).number(Signal.FUNCTION_COUNT)).hasValue(4);
    assertThat(measure(text).number(Signal.DOCUMENTED_FUNCTION_SHARE)).hasValue(0.25);
    assertThat(characters(Signal.COMMENTARY_SHARE, text))
        .isEqualTo(
            characters(Signal.DOCSTRING_SHARE, text) + characters(Signal.COMMENT_SHARE, text));
  }

  @Test
  void sharesOfStatementsCountEachLineOnce() {
    String text =
        """
        import a; import b
        from c import (

          d,
        )

        assert x; pass
        print(x)
        print 'y'
        pass
        """;
    Signals signals = measure(text);
    assertThat(signals.number(Signal.IMPORT_LINE_SHARE)).hasValue(4 / 8.0);
    assertThat(signals.number(Signal.ASSERT_LINE_SHARE)).hasValue(1 / 8.0);
    assertThat(signals.number(Signal.PRINT_LINE_SHARE)).hasValue(2 / 8.0);
    assertThat(signals.number(Signal.PASS_LINE_SHARE)).hasValue(2 / 8.0);
  }

  @Test
  void otherLanguagesHaveNoValuesOfTheParser() {
    Signals signals = meter.measure(Subject.of(SourceText.of("print 'a'"), "cobol"));
    assertThat(signals.value(Signal.PARSES)).isEmpty();
    assertThat(signals.value(Signal.COMMENT_SHARE)).isEmpty();
    assertThat(meter.measure(Subject.of(SourceText.of("x"), null)).value(Signal.PARSES)).isEmpty();
  }

  @Test
  void visibleTextIsMeasuredInHtmlAlone() {
    String page = "<html><script>var x = 1;</script><p>Hello,\n  <b>you</b></p></html>";
    Signals html = meter.measure(Subject.of(SourceText.of(page), "html"));
    assertThat(html.number(Signal.VISIBLE_TEXT_CHARACTERS)).hasValue("Hello, you".length());
    assertThat(html.number(Signal.VISIBLE_TEXT_SHARE)).hasValue(10.0 / page.length());
    assertThat(measure(page).value(Signal.VISIBLE_TEXT_CHARACTERS)).isEmpty();
  }

  @Test
  void aTextOverTheLimitsHasNoValuesOfTheParser() {
    try (SignalMeter narrow = new SignalMeter(new MeasureLimits(10, 32))) {
      assertThat(narrow.measure(Subject.of(SourceText.of("x = 1\n"), "python")).flag(Signal.PARSES))
          .isPresent();
      assertThat(
              narrow
                  .measure(Subject.of(SourceText.of("x = 12345\n\n"), "python"))
                  .flag(Signal.PARSES))
          .isEmpty();
      assertThat(
              narrow
                  .measure(Subject.of(SourceText.of("x = 12345\n\n"), "python"))
                  .number(Signal.LINE_COUNT))
          .hasValue(2);
    }
  }

  @Test
  @Timeout(60)
  void aTextThatTheParserLaboursOnIsGivenUpEarly() {
    Signals signals = measure("x=1l".repeat(100_000));
    assertThat(signals.flag(Signal.PARSES)).isEmpty();
    assertThat(signals.number(Signal.LINE_COUNT)).hasValue(1);
  }

  @Test
  @Timeout(60)
  void bracketsNestingAndNulsEndInTime() {
    for (String text :
        List.of(
            "(".repeat(200_000),
            "[#\n".repeat(20_000),
            "x = " + "(".repeat(500) + "1" + ")".repeat(500),
            "if x:\n ".repeat(300),
            "\u0000".repeat(100_000),
            "é".repeat(100_000),
            "'''".repeat(5_001))) {
      assertThat(measure(text).number(Signal.CHARACTER_COUNT)).isPresent();
    }
  }

  @Test
  void threadsWithMetersOfTheirOwnMeasureTheSame() throws ExecutionException, InterruptedException {
    String text = "def f(x):\n    '''Doc.'''\n    # note\n    return x\n".repeat(200);
    Signals expected = measure(text);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Signals>> results = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        results.add(
            threads.submit(
                () -> {
                  try (SignalMeter own = new SignalMeter(new MeasureLimits(1 << 20, 32))) {
                    return own.measure(Subject.of(SourceText.of(text), "python"));
                  }
                }));
      }
      for (Future<Signals> result : results) {
        assertThat(result.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdown();
    }
  }

  private static Signals measure(String text) {
    return meter.measure(
        Subject.of(SourceText.of(text.getBytes(StandardCharsets.UTF_8)), "python"));
  }

  private static long characters(Signal share, String text) {
    return Math.round(
        measure(text).number(share).orElseThrow() * text.codePointCount(0, text.length()));
  }
}

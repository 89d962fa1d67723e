package io.hornbook.common.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hornbook.common.testing.Seeds;
import io.hornbook.common.testing.TestData;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextSignalsTest {
  private static final Pattern WORD = Pattern.compile("[\\w[^\\x00-\\x7F]]+");
  private static final String HEX_BYTE = "(?:0[xX]|\\\\x)[0-9a-fA-F]{2}(?![0-9a-fA-F])";
  private static final Pattern HEX =
      Pattern.compile(
          HEX_BYTE
              + "(?:[,\\s]*+"
              + HEX_BYTE
              + "){7,}|(?:[0-9a-fA-F](?![xX])){"
              + HexRuns.FEWEST_DIGITS
              + ",}");
  private static final Pattern ESCAPES = Pattern.compile("(?:\\\\u[0-9a-fA-F]{4}){8,}");
  private static final List<String> PIECES =
      List.of(
          "a",
          "B",
          "_9",
          "é語",
          " ",
          "\n",
          ".",
          "0x1f",
          "0XAB,",
          "\\x0e",
          "\\u12aF",
          "\\u",
          "x",
          "return",
          "\uFFFD",
          "12ab".repeat(40),
          "\\u00e9".repeat(9),
          "0x00, ".repeat(8));

  private static SignalMeter meter;

  @BeforeAll
  static void open() {
    meter = new SignalMeter(new MeasureLimits(1 << 20, 32));
  }

  @AfterAll
  static void close() {
    meter.close();
  }

  @Test
  void agreesWithTheNaiveOracleOnRandomTexts() {
    RandomGenerator random = Seeds.random();
    for (int round = 0; round < 1000; round++) {
      int kinds = 1 + random.nextInt(PIECES.size());
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(60); i > 0; i--) {
        text.append(PIECES.get(random.nextInt(kinds)));
      }
      assertAgreement(text.toString());
    }
  }

  @Test
  void agreesWithTheNaiveOracleOnRealFiles() {
    Collection<byte[]> files = TestData.pythonFiles("jython-standalone-2.7.4.jar", "Lib/").values();
    files.stream()
        .limit(200)
        .forEach(file -> assertAgreement(new String(file, StandardCharsets.UTF_8)));
  }

  @Test
  void hexadecimalDataIsBytesOneByOneOrMoreDigitsThanADigestHas() {
    assertThat(share(Signal.HEX_SHARE, "0x00,0x01, 0x02,\n0x03 0x04 0x05 0x06 0x07")).isEqualTo(1);
    assertThat(share(Signal.HEX_SHARE, "0x00,0x01, 0x02,\n0x03 0x04 0x05 0x06")).isZero();
    assertThat(share(Signal.HEX_SHARE, "\\x7f\\x45\\x4C\\x46\\x02\\x01\\x01\\x00")).isEqualTo(1);
    assertThat(share(Signal.HEX_SHARE, "0x0001 ".repeat(20))).isZero();
    assertThat(share(Signal.HEX_SHARE, "ab".repeat(64))).as("SHA-512").isZero();
    assertThat(share(Signal.HEX_SHARE, "ab".repeat(65))).isEqualTo(1);
    assertThat(measure("ab".repeat(65), null).number(Signal.LONGEST_ENCODED)).hasValue(130);
  }

  @Test
  void wordsOfARepeatedRunCountOnce() {
    String run = "a b c d e ";
    assertThat(share(Signal.DUPLICATE_5GRAM_SHARE, run + "x " + run)).isEqualTo(5 / 11.0);
    assertThat(share(Signal.DUPLICATE_5GRAM_SHARE, run + run + run)).isEqualTo(10 / 15.0);
    assertThat(share(Signal.DUPLICATE_10GRAM_SHARE, run + run)).isZero();
    assertThat(share(Signal.DUPLICATE_5GRAM_SHARE, run + "A B C D E")).isEqualTo(0.5);
    assertThat(measure("a b c d", null).value(Signal.DUPLICATE_5GRAM_SHARE)).isEmpty();
  }

  @Test
  void wordsAreNotMeasuredAboveTheParseLimit() {
    try (SignalMeter narrow = new SignalMeter(new MeasureLimits(10, 32))) {
      Subject subject = Subject.of(SourceText.of("a b c d e f"), null);
      assertThat(narrow.measure(subject).value(Signal.WORD_COUNT)).isEmpty();
      assertThat(narrow.measure(subject).value(Signal.CHARACTER_COUNT)).isPresent();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "javascript, a.js, 111, true",
    "javascript, a.js, 110, false",
    "javascript, a.min.js, 5, true",
    "css, a-min.css, 5, true",
    "css, admin.css, 5, false",
    "javascript, , 111, true",
  })
  void minifiedIsToldByNameOrByLongLines(
      String language, String path, int length, boolean minified) {
    String text = ("x".repeat(length) + "\r\n").repeat(3);
    Subject subject = new Subject(SourceText.of(text), language, path, null);
    assertThat(meter.measure(subject).flag(Signal.MINIFIED)).hasValue(minified);
  }

  @Test
  void minifiedIsAskedOfScriptsAndStylesAlone() {
    assertThat(measure("x".repeat(200), "python").value(Signal.MINIFIED)).isEmpty();
    assertThat(measure("", "css").value(Signal.MINIFIED)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "src/vendor/github.com/x/y.go, true, false",
    "web/node_modules/a/index.js, true, false",
    "static/js/jquery-3.6.0.min.js, true, false",
    "third_party/zlib/adler32.c, true, false",
    "lib/python3.8/site-packages/x.py, true, false",
    "configure, true, false",
    "src/configure.py, false, false",
    "src/vendoring.py, false, false",
    "src/reactor.js, false, false",
    "src/test/java/A.java, false, true",
    "pkg/sort_test.go, false, true",
    "a/test_sort.py, false, true",
    "a/contest.py, false, false",
    "a/latest/x.py, false, false",
    "app/a.spec.ts, false, true",
    "a/SortTest.java, false, true",
    "a/TestSort.java, false, true",
    "a/Testament.java, false, false",
    "a/Latest.java, false, false",
    "pip/_vendor/x.py, true, false"
  })
  void pathsTellOfVendoredCodeAndTests(String path, boolean vendored, boolean test) {
    Signals signals =
        meter.measure(new Subject(SourceText.of("x"), null, path, List.of("MIT", "X Y")));
    assertThat(signals.flag(Signal.VENDORED)).as("vendored").hasValue(vendored);
    assertThat(signals.flag(Signal.TEST_PATH)).as("test").hasValue(test);
    assertThat(signals.value(Signal.DECLARED_LICENCE)).hasValue("MIT AND LicenseRef-X-Y");
  }

  @Test
  void withoutAPathOrLicenceNothingIsSaidOfThem() {
    Signals signals = measure("# Copyright é\n# SPDX-License-Identifier: ISC\n", null);
    assertThat(signals.value(Signal.VENDORED)).isEmpty();
    assertThat(signals.value(Signal.TEST_PATH)).isEmpty();
    assertThat(signals.value(Signal.DECLARED_LICENCE)).isEmpty();
    assertThat(signals.value(Signal.HEADER_LICENCE)).hasValue("ISC");
    assertThat(signals.number(Signal.LICENCE_HEADER_CHARACTERS))
        .hasValue("# Copyright é\n# SPDX-License-Identifier: ISC".length());
    assertThat(measure("", null).number(Signal.LICENCE_HEADER_CHARACTERS)).hasValue(0);
  }

  private static void assertAgreement(String given) {
    SourceText source = SourceText.of(given);
    String text = source.string();
    Signals signals = meter.measure(Subject.of(source, null));
    List<String> words = matches(WORD, text);
    long inWords = words.stream().mapToLong(TextSignalsTest::length).sum();
    assertThat(signals.number(Signal.WORD_COUNT)).hasValue(words.size());
    assertShare(signals, Signal.MEAN_WORD, inWords, words.size());
    long inLong =
        words.stream()
            .mapToLong(TextSignalsTest::length)
            .filter(l -> l > WordCounts.LONG_WORD)
            .sum();
    assertShare(signals, Signal.LONG_WORD_SHARE, inLong, inWords);
    assertShare(signals, Signal.DUPLICATE_5GRAM_SHARE, repeated(words, 5), atLeast(words, 5));
    assertShare(signals, Signal.DUPLICATE_10GRAM_SHARE, repeated(words, 10), atLeast(words, 10));
    assertShare(signals, Signal.HEX_SHARE, sum(matches(HEX, text)), length(text));
    assertShare(signals, Signal.ESCAPE_SHARE, sum(matches(ESCAPES, text)), length(text));
    long replaced = text.chars().filter(c -> c == 0xFFFD).count();
    assertShare(signals, Signal.REPLACEMENT_SHARE, replaced, length(text));
  }

  private static void assertShare(Signals signals, Signal signal, long part, long whole) {
    if (whole == 0) {
      assertThat(signals.number(signal)).as(signal.column()).isEmpty();
    } else {
      assertThat(signals.number(signal).orElseThrow())
          .as(signal.column())
          .isCloseTo((double) part / whole, within(1e-12));
    }
  }

  /** Marks each word of a run that was met before. */
  private static long repeated(List<String> words, int length) {
    boolean[] covered = new boolean[words.size()];
    Set<String> seen = new HashSet<>();
    for (int i = 0; i + length <= words.size(); i++) {
      String run = lowerAscii(String.join(" ", words.subList(i, i + length)));
      for (int k = 0; k < length && seen.contains(run); k++) {
        covered[i + k] = true;
      }
      seen.add(run);
    }
    int count = 0;
    for (boolean word : covered) {
      count += word ? 1 : 0;
    }
    return count;
  }

  private static String lowerAscii(String text) {
    return Pattern.compile("[A-Z]+")
        .matcher(text)
        .replaceAll(match -> match.group().toLowerCase(Locale.ROOT));
  }

  private static long atLeast(List<String> words, int length) {
    return words.size() < length ? 0 : words.size();
  }

  private static List<String> matches(Pattern pattern, String text) {
    List<String> matches = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      matches.add(matcher.group());
    }
    return matches;
  }

  private static long sum(List<String> matches) {
    return matches.stream().mapToLong(TextSignalsTest::length).sum();
  }

  private static long length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static double share(Signal signal, String text) {
    return measure(text, null).number(signal).orElseThrow();
  }

  private static Signals measure(String text, String language) {
    return meter.measure(Subject.of(SourceText.of(text), language));
  }
}

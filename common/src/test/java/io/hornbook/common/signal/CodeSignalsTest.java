package io.hornbook.common.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hornbook.common.testing.Seeds;
import io.hornbook.common.testing.TestData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class CodeSignalsTest {
  private static final Set<Signal> PYTHON_ALONE =
      EnumSet.of(Signal.ASSERT_LINE_SHARE, Signal.PRINT_LINE_SHARE, Signal.PASS_LINE_SHARE);

  private static SignalMeter meter;

  @BeforeAll
  static void open() {
    meter = new SignalMeter(new MeasureLimits(1 << 20, 64));
  }

  @AfterAll
  static void close() {
    meter.close();
  }

  @ParameterizedTest
  @EnumSource
  void measuresTheExampleOfEveryLanguage(CodeGrammar grammar) {
    Signals signals = measure(grammar, example(grammar));
    assertThat(signals.flag(Signal.PARSES)).as(signals.toString()).hasValue(true);
    assertThat(signals.number(Signal.FUNCTION_COUNT)).hasValue(3);
    assertThat(signals.number(Signal.DOCUMENTED_FUNCTION_SHARE)).hasValue(1 / 3.0);
    assertThat(signals.number(Signal.LARGEST_COMPLEXITY)).hasValue(5);
    assertThat(signals.number(Signal.MEAN_COMPLEXITY)).hasValue(7 / 3.0);
    assertThat(signals.number(Signal.LONGEST_STRING)).hasValue("\"// é no comment\"".length());
    assertThat(signals.number(Signal.IMPORT_LINE_SHARE).orElseThrow()).isPositive();
    assertThat(signals.value(Signal.COMMENT_LANGUAGE)).hasValue("en");
    assertAgreement(grammar, example(grammar));
  }

  @Test
  void aCommentDocumentsAFunctionWhoseFirstTokenIsMissing() {
    String text = "/// Adds.\n\n <typename T>\nT add(T a) {\n  return a;\n}\n";
    assertThat(measure(CodeGrammar.CPP, text).number(Signal.DOCUMENTED_FUNCTION_SHARE)).hasValue(1);
    assertAgreement(CodeGrammar.CPP, text);
  }

  @ParameterizedTest
  @EnumSource
  void agreesWithTheNaiveOracleOnMutationsOfTheExample(CodeGrammar grammar) {
    RandomGenerator random = Seeds.random();
    for (int round = 0; round < 60; round++) {
      StringBuilder text = new StringBuilder(example(grammar));
      for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
        int at = random.nextInt(text.length());
        text.delete(at, Math.min(text.length(), at + random.nextInt(12)));
        text.insert(
            at, List.of("{", "}", "\n", "/*", "//", "\"", "é", "(", "x").get(random.nextInt(9)));
      }
      assertAgreement(grammar, text.toString());
    }
  }

  @Test
  void agreesWithTheNaiveOracleOnRealJava() throws IOException {
    try (Stream<java.nio.file.Path> files =
        Files.walk(TestData.root().resolve("common/src/main/java"))) {
      List<byte[]> sources = new ArrayList<>();
      for (var file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        sources.add(Files.readAllBytes(file));
      }
      assertAgreement(CodeGrammar.JAVA, every(3, sources), 1.0);
    }
  }

  @Test
  void agreesWithTheNaiveOracleOnRealC() {
    Map<String, byte[]> files =
        TestData.files("python-resources-24.2.2.jar", "META-INF/resources/", ".h");
    files.putAll(TestData.files("python-resources-24.2.2.jar", "META-INF/resources/", ".c"));
    assertAgreement(CodeGrammar.C, every(3, files.values()), 0.2);
    assertAgreement(CodeGrammar.CPP, every(4, files.values()), 0.05);
  }

  @Test
  void agreesWithTheNaiveOracleOnRealTypeScriptAndJavaScript() {
    Map<String, byte[]> typescript = TestData.files("rxjs-7.5.7.jar", "", ".ts");
    Map<String, byte[]> javascript = TestData.files("rxjs-7.5.7.jar", "", ".js");
    assertAgreement(CodeGrammar.TYPESCRIPT, every(20, typescript.values()), 0.95);
    assertAgreement(CodeGrammar.TSX, every(30, typescript.values()), 0.8);
    assertAgreement(CodeGrammar.JAVASCRIPT, every(40, javascript.values()), 0.95);
  }

  @Test
  void signalsOfPythonAloneHaveNoValueElsewhere() {
    Signals signals = measure(CodeGrammar.JAVA, example(CodeGrammar.JAVA));
    for (Signal signal : Signal.values()) {
      if (signal.group() == SignalGroup.TREE) {
        assertThat(signals.value(signal).isEmpty())
            .as(signal.column())
            .isEqualTo(PYTHON_ALONE.contains(signal));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "JAVA | class A { int f(int a) { switch (a) { case 1 -> g(); default -> h(); } } } | 2",
        "JAVA | class A { void f() { switch (a) { case 1: if (b) c(); default: if (d) e(); } } } | 4",
        "JAVA | class A { void f() { a: if (b) c(); else if (d) e(); } } | 3",
        "C | int f() { if (a) b(); else if (c) d(); switch (a) { case 1: if (b) c(); } } | 5",
        "JAVASCRIPT | function f() { switch (a) { default: if (b) c(); else while (d) e(); } } | 3",
        "GO | func f() { select { default: go func() { for { } }() } } | 2",
        "RUST | fn f() { let a = match x { 1 => 2, _ => loop { break 3 } }; } | 4"
      })
  void decisionsInDecisionsWithoutBracketsCount(CodeGrammar grammar, String text, long complexity) {
    assertThat(measure(grammar, text).number(Signal.LARGEST_COMPLEXITY))
        .hasValue((double) complexity);
    assertAgreement(grammar, text);
  }

  @Test
  void anIncludeInAConditionCounts() {
    String text = "#ifdef A\n#include <a.h>\n#endif\n";
    assertThat(measure(CodeGrammar.C, text).number(Signal.IMPORT_LINE_SHARE)).hasValue(1 / 3.0);
  }

  @Test
  void fourSlashesAndEmptyCommentsDocumentNothing() {
    String text = "//// a\n/**/\nint f() { return 1; }\n";
    assertThat(measure(CodeGrammar.C, text).number(Signal.DOCSTRING_SHARE)).hasValue(0);
    assertThat(measure(CodeGrammar.C, text).number(Signal.DOCUMENTED_FUNCTION_SHARE)).hasValue(0);
  }

  @Test
  void aDirectiveThatStandsAloneIsNoString() {
    String text = "'use strict, but this is only a directive';\nlet a = 'b';\n";
    assertThat(measure(CodeGrammar.JAVASCRIPT, text).number(Signal.LONGEST_STRING)).hasValue(3);
  }

  private static String example(CodeGrammar grammar) {
    String name = "example." + grammar.language().replace("c++", "cpp");
    try (var in = CodeSignalsTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<String> every(int nth, java.util.Collection<byte[]> files) {
    List<byte[]> all = List.copyOf(files);
    return Stream.iterate(0, i -> i < all.size(), i -> i + nth)
        .map(all::get)
        .filter(file -> file.length < 60_000)
        .map(file -> new String(file, StandardCharsets.UTF_8))
        .toList();
  }

  /** Real files: at least that share of them parses. */
  private static void assertAgreement(CodeGrammar grammar, List<String> texts, double parses) {
    assertThat(texts).hasSizeGreaterThan(10);
    texts.forEach(text -> assertAgreement(grammar, text));
    double share =
        texts.stream()
                .filter(text -> measure(grammar, text).flag(Signal.PARSES).orElseThrow())
                .count()
            / (double) texts.size();
    System.out.printf("%s: %d files, %.2f parse%n", grammar.language(), texts.size(), share);
    assertThat(share).isGreaterThanOrEqualTo(parses);
  }

  private static void assertAgreement(CodeGrammar grammar, String text) {
    Signals expected = NaiveCode.measure(grammar, SourceText.of(text));
    Signals measured = measure(grammar, text);
    for (Map.Entry<Signal, Object> entry : expected.asMap().entrySet()) {
      if (entry.getValue() instanceof Double number) {
        assertThat(measured.number(entry.getKey()).orElseThrow())
            .as(entry.getKey() + " of " + text)
            .isCloseTo(number, within(1e-12));
      } else {
        assertThat(measured.value(entry.getKey()))
            .as(entry.getKey() + " of " + text)
            .hasValue(entry.getValue());
      }
    }
  }

  private static Signals measure(CodeGrammar grammar, String text) {
    return meter.measure(Subject.of(SourceText.of(text), grammar.language()));
  }
}

package io.hornbook.common.contamination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.ast.AstSettings;
import io.hornbook.common.ast.FunctionRange;
import io.hornbook.common.benchmark.BenchmarkFormat;
import io.hornbook.common.benchmark.BenchmarkItem;
import io.hornbook.common.benchmark.BenchmarkReader;
import io.hornbook.common.failure.DataException;
import io.hornbook.common.ngram.ItemMatch;
import io.hornbook.common.ngram.SearchSettings;
import io.hornbook.common.testing.TestData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DocumentScannerTest {
  private static final ContaminationSettings SETTINGS = settings(0.1);
  private static final String PROMPT =
      "def longest_run(values):\n    \"\"\"How often an equal value is repeated at most.\"\"\"\n";
  private static final String BODY =
      """
          best = 0
          run = 0
          last = None
          for value in values:
              run = run + 1 if value == last else 1
              last = value
              best = max(best, run)
          return best
      """;
  private static final BenchmarkItem ITEM =
      new BenchmarkItem(
          "demo",
          "1",
          PROMPT,
          "How often an equal value is repeated at most.",
          BODY,
          "",
          "longest_run");
  private static final String RENAMED =
      (PROMPT + BODY).replaceAll("longest_run|values?|best|run|last", "x$0").replace("How", "Who");

  @Test
  void findsFunctionsInPythonAndInTheBlocksOfProse() {
    String page =
        "# A question\n\nWhy?\n\n```\nx = 1\n```\n\n~~~python\n" + RENAMED + "~~~\nDone.\n";

    assertThat(methods(RENAMED, "python")).contains("ast");
    assertThat(methods(page, "markdown")).contains("ast");
    assertThat(methods(page, null)).contains("ast");
    assertThat(methods(RENAMED, "markdown")).doesNotContain("ast");
    assertThat(methods(page, "java")).doesNotContain("ast");
    for (ItemMatch match : scan(page, "markdown")) {
      assertThat(match.documentSpan(utf8(page))).isNotBlank().isSubstringOf(page);
      if (match.method().equals("ast")) {
        assertThat(match.documentSpan(utf8(page))).startsWith("def xlongest_run");
      }
    }
  }

  @Test
  void cutsTheFunctionWithItsDecoratorsAndKeepsTheRest() {
    String before = "import os\n\n\ndef keep(a):\n    return a\n\n\n";
    String after = "\n\ndef also(b):\n    return b\n";
    String document = before + "@cache\n@other(1)\n" + PROMPT + BODY + after;

    DocumentFindings findings = find(document, "python");

    List<ItemMatch> matches = DocumentFindings.matches(findings.text(), findings.functions());
    assertThat(matches).extracting(ItemMatch::method).contains("exact", "ngram", "ast");
    assertThat(matches)
        .allSatisfy(
            match -> {
              FunctionRange cut = findings.cut(match).orElseThrow();
              assertThat(
                      new String(
                          Cuts.without(utf8(document), List.of(cut)), StandardCharsets.UTF_8))
                  .isEqualTo(before + after);
            });
  }

  @Test
  void cutsOneCopyOfTwoOnlyIfTheOtherGoesToo() {
    String twice = PROMPT + BODY + "\n\nclass A:\n    x = 1\n\n\n" + PROMPT + BODY;

    DocumentFindings findings = find(twice, "python");

    List<ItemMatch> matches = DocumentFindings.matches(findings.text(), findings.functions());
    assertThat(matches).isNotEmpty();
    assertThat(matches).extracting(findings::cut).containsOnly(Optional.empty());
  }

  @Test
  void proseCannotBeCut() {
    BenchmarkItem prose =
        new BenchmarkItem(
            "demo", "2", "Write a function to find the shared elements.", "", "", "", "");
    String page = "Please write a function to find the shared elements. Thanks.\n";
    ContaminationIndex index = new ContaminationIndex(Map.of("python", List.of(prose)), SETTINGS);

    try (DocumentScanner scanner = index.scanner()) {
      DocumentFindings findings = scanner.find(utf8(page), "markdown");
      assertThat(findings.text().exact()).hasSize(1);
      assertThat(findings.cuts()).isEmpty();
    }
  }

  @Test
  void aLanguageThatIsNotParsedIsSearchedAsText() {
    ContaminationIndex index = new ContaminationIndex(Map.of("cobol", List.of(ITEM)), SETTINGS);

    assertThat(index.functions()).isEmpty();
    try (DocumentScanner scanner = index.scanner()) {
      assertThat(scanner.scan(utf8(PROMPT + BODY), "cobol"))
          .extracting(ItemMatch::method)
          .containsExactly("exact", "ngram");
    }
  }

  @Test
  void theSelfTestFindsPlantedItemsOfThePublishedBenchmarks() throws IOException {
    Map<String, BenchmarkFormat> files =
        Map.of(
            "HumanEval.jsonl.gz", new BenchmarkFormat.HumanEval(),
            "mbpp.jsonl", new BenchmarkFormat.Mbpp());
    for (Map.Entry<String, BenchmarkFormat> file : files.entrySet()) {
      List<BenchmarkItem> items = read(file.getKey(), file.getValue());
      ContaminationIndex index = new ContaminationIndex(Map.of("python", items), SETTINGS);

      List<SelfTest.Recall> recalls = SelfTest.run(index, "python", items, 100, 42);

      assertThat(recalls)
          .extracting(SelfTest.Recall::kind)
          .containsExactly(
              "verbatim",
              "reformatted",
              "renamed",
              "docstring_split_from_solution",
              "rephrased_comments",
              "in_2000_lines");
      assertThat(recalls)
          .allSatisfy(
              recall -> {
                assertThat(recall.planted()).isEqualTo(100);
                boolean renamed = recall.kind().equals("renamed");
                assertThat(recall.found()).as(recall.toString()).isGreaterThan(renamed ? 70 : 97);
              });
    }
  }

  @Test
  void theSelfTestFailsWhereAVerbatimItemIsMissed() {
    BenchmarkItem other = new BenchmarkItem("demo", "9", "", "", "def other(a):\n  a\n", "", "");
    ContaminationIndex blind = new ContaminationIndex(Map.of("python", List.of(other)), SETTINGS);

    assertThatThrownBy(() -> SelfTest.run(blind, "python", List.of(ITEM), 10, 1))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Cannot trust the search for demo: 1 was planted (verbatim) and not found whole");
  }

  private static List<String> methods(String text, String language) {
    return scan(text, language).stream().map(ItemMatch::method).toList();
  }

  private static List<ItemMatch> scan(String text, String language) {
    try (DocumentScanner scanner = index().scanner()) {
      return scanner.scan(utf8(text), language);
    }
  }

  private static DocumentFindings find(String text, String language) {
    try (DocumentScanner scanner = index().scanner()) {
      return scanner.find(utf8(text), language);
    }
  }

  private static ContaminationIndex index() {
    return new ContaminationIndex(Map.of("python", List.of(ITEM)), SETTINGS);
  }

  private static ContaminationSettings settings(double minSimilarity) {
    return new ContaminationSettings(
        new SearchSettings(13, minSimilarity, 5), new AstSettings(0.8, 21, 30), 1 << 20, 32);
  }

  private static List<BenchmarkItem> read(String file, BenchmarkFormat format) throws IOException {
    try (InputStream in = Files.newInputStream(TestData.published("benchmarks/" + file))) {
      return BenchmarkReader.read(file, format, in).items();
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

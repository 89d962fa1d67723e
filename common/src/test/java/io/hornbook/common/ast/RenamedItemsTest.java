package io.hornbook.common.ast;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.benchmark.BenchmarkItem;
import io.hornbook.common.ngram.ItemMatch;
import io.hornbook.common.testing.Renaming;
import io.hornbook.common.testing.Seeds;
import io.hornbook.common.testing.TestData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The solutions of HumanEval and MBPP with other names and another layout; and innocent code. */
class RenamedItemsTest {
  private static final AstSettings SETTINGS = new AstSettings(0.8, 21, 30);

  /** From what rate on {@code select} drops. */
  private static final double DROPPED = 0.92;

  @Test
  void findsRenamedAndReformattedSolutions() throws IOException {
    List<BenchmarkItem> items = PublishedItems.all();
    RandomGenerator random = Seeds.random();
    int planted = 0;
    List<String> missed = new ArrayList<>();
    try (AstScanner scanner = AstIndex.of("python", items, SETTINGS, 32).scanner()) {
      for (BenchmarkItem item : items) {
        String code =
            item.benchmark().startsWith("Human") ? item.textBeforeTests() : item.solution();
        if (statements(item.solution()) >= 3) {
          planted++;
          String copy = "import os\n\n\n" + Renaming.of(code, random) + "\n\nprint(os.name)\n";
          if (!finds(scanner, item, copy)) {
            missed.add(item.id());
          }
        }
      }
    }

    assertThat(planted).isGreaterThan(600);
    assertThat(missed).as("of %d", planted).hasSizeLessThan(planted / 20);
  }

  @Test
  @Tag("slow")
  void flagsAtMostTwoOfAThousandFilesOfTheStandardLibraries() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (String jar : List.of("python-resources-25.0.1.jar", "python-resources-24.2.2.jar")) {
      TestData.pythonFiles(jar, "META-INF/resources/libpython/")
          .forEach((path, text) -> files.put(jar + "!/" + path, text));
    }
    files.putAll(TestData.pythonFiles("jython-standalone-2.7.4.jar", "Lib/"));
    List<String> flagged = new ArrayList<>();
    try (AstScanner scanner = AstIndex.of("python", PublishedItems.all(), SETTINGS, 32).scanner()) {
      files.forEach(
          (path, text) -> {
            if (scanner.scan(text).stream().anyMatch(match -> match.similarity() >= DROPPED)) {
              flagged.add(path.substring(path.lastIndexOf('/') + 1));
            }
          });
    }

    assertThat(files).hasSizeGreaterThan(2000);
    assertThat(flagged)
        .containsExactlyInAnyOrder("typing.py", "cookiejar.py", "cookiejar.py", "cookielib.py");
  }

  private static boolean finds(AstScanner scanner, BenchmarkItem item, String document) {
    for (ItemMatch match : scanner.scan(document.getBytes(StandardCharsets.UTF_8))) {
      if (match.item().equals(item) && match.similarity() >= DROPPED) {
        return true;
      }
    }
    return false;
  }

  /** Lines of a body, which is what statements are but for continued ones. */
  private static long statements(String solution) {
    return solution
        .lines()
        .map(String::strip)
        .filter(
            line ->
                line.matches(
                    "(?:return|if|elif|for|while|try|with|raise|yield|assert)\\b.*|[\\w.\\[\\],"
                        + " ()]+ ?[-+*/%|&^]?=[^=].*|[\\w.]+\\(.*\\)"))
        .count();
  }
}

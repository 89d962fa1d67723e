package io.hornbook.common.ngram;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.benchmark.BenchmarkFormat;
import io.hornbook.common.benchmark.BenchmarkItem;
import io.hornbook.common.benchmark.BenchmarkReader;
import io.hornbook.common.testing.TestData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every item of the published benchmarks, planted in innocent code; and real innocent code. */
class PlantedItemsTest {
  private static final SearchSettings SETTINGS = new SearchSettings(13, 0.5, 5);
  private static final String BEFORE =
      "import sys\n\n\ndef main(argv):\n    # starts here\n    return len(argv)\n\n\n";
  private static final String AFTER = "\n\nif __name__ == '__main__':\n    sys.exit(main([]))\n";

  @Test
  void findsEveryItemOfHumanEvalInEveryForm() throws IOException {
    List<BenchmarkItem> items = humanEval();
    NgramScanner scanner = NgramIndex.of(items, SETTINGS).scanner();

    for (BenchmarkItem item : items) {
      assertFound(scanner, item, item.prompt() + item.solution());
      assertFound(scanner, item, item.prompt());
      assertFound(scanner, item, functionOf(item));
    }
  }

  @Test
  void findsEveryCodeOfMbppAndEveryItemThatSharesIt() throws IOException {
    List<BenchmarkItem> items = mbpp();
    NgramScanner scanner = NgramIndex.of(items, SETTINGS).scanner();
    Map<String, List<BenchmarkItem>> twins = items.stream().collect(groupingBy(this::folded));

    // Ten of the 974 repeat the code of another but for case and white space.
    assertThat(twins).hasSize(964);
    for (BenchmarkItem item : items) {
      for (BenchmarkItem twin : twins.get(folded(item))) {
        assertFoundExactly(scanner, twin, item.solution());
      }
    }
  }

  @Test
  void findsEveryPromptOfMbppInAComment() throws IOException {
    List<BenchmarkItem> items = mbpp();
    NgramScanner scanner = NgramIndex.of(items, SETTINGS).scanner();

    for (BenchmarkItem item : items) {
      assertFoundExactly(scanner, item, "# " + item.prompt() + "\n");
    }
  }

  @Test
  void leavesNoItemUnsearchable() throws IOException {
    List<BenchmarkItem> items = new ArrayList<>(humanEval());
    items.addAll(mbpp());

    assertThat(NgramIndex.of(items, SETTINGS).unsearchable()).isEmpty();
  }

  @Test
  void accusesNoFileOfTheStandardLibraries() throws IOException {
    List<BenchmarkItem> items = new ArrayList<>(humanEval());
    items.addAll(mbpp());
    NgramScanner scanner = NgramIndex.of(items, new SearchSettings(13, 0.1, 5)).scanner();
    Map<String, byte[]> files = new TreeMap<>();
    files.putAll(pythonFiles("python-resources-25.0.1.jar"));
    files.putAll(pythonFiles("python-resources-24.2.2.jar"));
    files.putAll(TestData.pythonFiles("jython-standalone-2.7.4.jar", "Lib/"));
    List<String> accused = new ArrayList<>();
    files.forEach(
        (path, text) ->
            scanner.scan(text).forEach(overlap -> accused.add(evidence(path, text, overlap))));

    assertThat(files).hasSizeGreaterThan(2000);
    assertThat(accused).isEmpty();
  }

  private static String evidence(String path, byte[] text, ItemMatch overlap) {
    return "%s: %s %s %s %.3f\n%s"
        .formatted(
            path,
            overlap.item().id(),
            overlap.method(),
            overlap.part(),
            overlap.similarity(),
            overlap.documentSpan(text));
  }

  private static Map<String, byte[]> pythonFiles(String jar) {
    Map<String, byte[]> files = new TreeMap<>();
    TestData.pythonFiles(jar, "META-INF/resources/libpython/")
        .forEach((path, text) -> files.put(jar + "!/" + path, text));
    return files;
  }

  private static void assertFound(NgramScanner scanner, BenchmarkItem item, String planted) {
    for (String document : lineEnds(BEFORE + planted + AFTER)) {
      byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
      assertThat(scanner.scan(bytes))
          .as("%s in%n%s", item.id(), document)
          .filteredOn(overlap -> overlap.item().equals(item))
          .anySatisfy(overlap -> assertThat(overlap.similarity()).isEqualTo(1.0));
    }
  }

  private static void assertFoundExactly(NgramScanner scanner, BenchmarkItem item, String planted) {
    assertFound(scanner, item, planted);
    for (String document : lineEnds(BEFORE + planted + AFTER)) {
      byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
      ItemMatch exact =
          scanner.scan(bytes).stream()
              .filter(overlap -> overlap.item().equals(item) && overlap.method().equals("exact"))
              .findFirst()
              .orElseThrow();
      assertThat(lineFeeds(planted)).contains(lineFeeds(exact.documentSpan(bytes)));
    }
  }

  private static List<String> lineEnds(String text) {
    String unix = lineFeeds(text);
    return List.of(unix, unix.replace("\n", "\r\n"));
  }

  private static String lineFeeds(String text) {
    return text.replace("\r\n", "\n");
  }

  private static String functionOf(BenchmarkItem item) {
    int docstring = item.prompt().indexOf(item.docstring());
    String quotes = item.prompt().substring(docstring - 3, docstring);
    return item.prompt().replace(quotes + item.docstring() + quotes, "") + item.solution();
  }

  private String folded(BenchmarkItem item) {
    return item.solution().replaceAll("\\s", "").toLowerCase(Locale.ROOT);
  }

  private static List<BenchmarkItem> humanEval() throws IOException {
    return read("HumanEval.jsonl.gz", new BenchmarkFormat.HumanEval());
  }

  private static List<BenchmarkItem> mbpp() throws IOException {
    return read("mbpp.jsonl", new BenchmarkFormat.Mbpp());
  }

  private static List<BenchmarkItem> read(String file, BenchmarkFormat format) throws IOException {
    try (InputStream in = Files.newInputStream(TestData.published("benchmarks/" + file))) {
      return BenchmarkReader.read(file, format, in).items();
    }
  }

  /** The names of the parts, for the table of evidence. */
  @Test
  void partsAreNamedInLowerCase() {
    assertThat(Stream.of(Part.values()).map(Part::id))
        .containsExactly("problem", "prompt", "function", "solution", "docstring", "tests");
  }
}

package io.hornbook.common.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.hornbook.common.benchmark.BenchmarkItem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NgramIndexTest {
  private static final SearchSettings SETTINGS = new SearchSettings(13, 0.0, 5);
  private static final BenchmarkItem CENTRE =
      code(
          "centre",
          """
          def centre(points):
              \"""The point in the middle of all points, weighted equally.\"""
          """,
          """
              total_x = sum(point.x for point in points)  # along the first axis
              total_y = sum(point.y for point in points)
              return total_x / len(points), total_y / len(points)
          """);
  private static final BenchmarkItem ADD =
      code("add", "def add(x, y):\n    \"\"\"Add two numbers.\"\"\"\n", "    return x + y\n");

  @Test
  void findsAVerbatimItemInsideOtherCode() {
    String before = "import os\n\n\nclass Shape:\n    pass\n\n\n";
    String document = before + CENTRE.prompt() + CENTRE.solution() + "\n\nprint(centre([]))\n";

    List<ItemMatch> found = scan(document, ADD, CENTRE);

    assertThat(found)
        .extracting(o -> o.item().id(), ItemMatch::method, ItemMatch::part, ItemMatch::similarity)
        .containsExactly(
            tuple("centre", "exact", Part.PROBLEM, 1.0),
            tuple("centre", "ngram", Part.PROBLEM, 1.0));
    String problem = (CENTRE.prompt() + CENTRE.solution()).strip();
    assertThat(found.get(0).documentSpan(bytes(document))).isEqualTo(problem);
    assertThat(found.get(0).documentStart()).isEqualTo(before.length());
    assertThat(found.get(0).itemSpan()).isEqualTo(problem);
    // An n-gram match is made of words, so the last parenthesis is outside.
    assertThat(found.get(1).documentSpan(bytes(document)) + ")").isEqualTo(problem);
    assertThat(found.get(1).itemSpan() + ")").isEqualTo(problem);
  }

  @Test
  void spansAreBytesOfUtf8OnBothSides() {
    BenchmarkItem item =
        code("é", "# Größe – Länge\n" + CENTRE.prompt() + "    # né\n", CENTRE.solution());
    String document = "# “Zitat”, наука\n" + CENTRE.prompt() + CENTRE.solution();

    List<ItemMatch> found = scan(document, item);

    assertThat(found)
        .extracting(ItemMatch::method, ItemMatch::part)
        .containsExactly(tuple("exact", Part.PROBLEM), tuple("ngram", Part.SOLUTION));
    assertThat(found.get(0).documentSpan(bytes(document))).startsWith("def centre(points):");
    assertThat(found.get(0).itemSpan()).startsWith("def centre(points):").endsWith("len(points)");
    assertThat(found.get(1).documentSpan(bytes(document))).startsWith("total_x = sum(");
    assertThat(found.get(1).itemSpan()).startsWith("total_x = sum(").endsWith("len(points");
  }

  @Test
  void everyItemThatSharesAnNgramIsRemembered() {
    String common = words("shared", 20);
    BenchmarkItem first = prose("first", common + words("first", 10));
    BenchmarkItem second = prose("second", words("second", 10) + common);
    BenchmarkItem third = prose("third", common);

    assertThat(scan(common, first, second, third))
        .filteredOn(overlap -> overlap.method().equals("ngram"))
        .extracting(overlap -> overlap.item().id())
        .containsExactly("first", "second", "third");
  }

  @Test
  void itemsWithOneTextAreAllFound() {
    BenchmarkItem twin = code("twin", CENTRE.prompt(), CENTRE.solution());

    assertThat(scan(CENTRE.prompt() + CENTRE.solution(), CENTRE, twin))
        .extracting(overlap -> overlap.item().id(), ItemMatch::method)
        .containsExactly(
            tuple("centre", "exact"),
            tuple("centre", "ngram"),
            tuple("twin", "exact"),
            tuple("twin", "ngram"));
  }

  @Test
  void anItemShorterThanAnNgramIsFoundWhole() {
    BenchmarkItem copy = prose("copy", "Copy a list.", "def lcopy(xs):\n  return xs[:]\n");

    assertThat(scan("x = 1\n\ndef LCopy( xs ):\r\n\treturn xs[ : ]\r\nlcopy(x)", copy))
        .extracting(ItemMatch::method, ItemMatch::part, ItemMatch::words)
        .containsExactly(tuple("exact", Part.SOLUTION, 5));
    assertThat(scan("def lcopy(xs):\n  return xs[0]\n", copy)).isEmpty();
    assertThat(scan("def lcopy(xs):\n  return xs\n", copy)).isEmpty();
    assertThat(scan("def lcopy(xs):\n  return xs2[:]\n", copy)).isEmpty();
    assertThat(scan("undef lcopy(xs):\n  return xs[:]\n", copy)).isEmpty();
  }

  @Test
  void aBodyThatSaysNothingAloneCountsOnlyWithItsSignature() {
    assertThat(scan("def plus(x, y):\n    return x + y\n", ADD)).isEmpty();
    assertThat(scan("def add(x, y):\n    return x + y\n", ADD))
        .extracting(ItemMatch::method, ItemMatch::part)
        .containsExactly(tuple("exact", Part.FUNCTION));
    assertThat(scan("def mul(x, y):\n    \"\"\"Add two numbers.\"\"\"\n", ADD)).isEmpty();
  }

  @Test
  void commentsCaseAndLineEndsMakeNoDifferenceToAnExactMatch() {
    String rewritten =
        (CENTRE.prompt() + "    # a new comment of ten words # and more\n" + CENTRE.solution())
            .replace("# along the first axis", "#x")
            .replace("total_y = ", "Total_Y =  ")
            .replace("\n", "\r\n");

    assertThat(scan(rewritten, CENTRE))
        .extracting(ItemMatch::method, ItemMatch::part)
        .contains(tuple("exact", Part.PROBLEM));
  }

  @Test
  void aDifferentMarkIsADifferentText() {
    String changed = CENTRE.prompt() + CENTRE.solution().replace("total_x / len", "total_x * len");

    assertThat(scan(changed, CENTRE))
        .extracting(ItemMatch::method, ItemMatch::part)
        .containsExactly(tuple("exact", Part.PROMPT), tuple("ngram", Part.PROBLEM));
  }

  @Test
  void lineEndsMakeNoDifferenceToTheOverlapOfNgrams() {
    String document = words("before", 30) + CENTRE.solution() + words("after", 3);

    List<ItemMatch> unix = scan(document, CENTRE);
    List<ItemMatch> windows = scan(document.replace("\n", "\r\n"), CENTRE);

    assertThat(windows).hasSameSizeAs(unix).isNotEmpty();
    assertThat(windows)
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("documentStart", "documentEnd")
        .isEqualTo(unix);
  }

  @Test
  void aPromptInProseIsFoundWithinAComment() {
    BenchmarkItem item = prose("volume", "Write a function to find the volume of a cuboid.");

    assertThat(scan("x = 1  # Task: write a function to find\n# the volume of a cuboid\n", item))
        .extracting(ItemMatch::method, ItemMatch::part)
        .containsExactly(tuple("exact", Part.PROMPT));
  }

  @Test
  void similarityIsTheCoveredShareOfTheDistinctNgrams() {
    String[] words = words("w", 52).strip().split(" ", -1);
    BenchmarkItem item = prose("long", String.join(" ", words));
    String part = String.join(" ", Arrays.copyOfRange(words, 10, 30));

    ItemMatch overlap = scan(part + " and " + part, item).get(0);

    assertThat(overlap.similarity()).isEqualTo(8.0 / 40);
    assertThat(overlap.words()).isEqualTo(20);
    assertThat(overlap.itemSpan()).isEqualTo(part);
    assertThat(overlap.documentStart()).isZero();
  }

  @Test
  void theLongestRunIsReported() {
    String[] words = words("w", 60).strip().split(" ", -1);
    BenchmarkItem item = prose("long", String.join(" ", words));
    String shorter = String.join(" ", Arrays.copyOfRange(words, 0, 15));
    String longer = String.join(" ", Arrays.copyOfRange(words, 20, 50));
    String document = shorter + " break " + longer + " break " + shorter;

    ItemMatch overlap = scan(document, item).get(0);

    assertThat(overlap.documentSpan(bytes(document))).isEqualTo(longer);
    assertThat(overlap.itemSpan()).isEqualTo(longer);
  }

  @Test
  void anOverlapUnderTheLeastSimilarityIsNotRecorded() {
    String[] words = words("w", 112).strip().split(" ", -1);
    BenchmarkItem item = prose("long", String.join(" ", words));
    String idiom = String.join(" ", Arrays.copyOfRange(words, 40, 57));

    assertThat(scan(new SearchSettings(13, 0.05, 5), idiom, item)).hasSize(1);
    assertThat(scan(new SearchSettings(13, 0.06, 5), idiom, item)).isEmpty();
  }

  @Test
  void listsItemsThatAreTooShortToBeFound() {
    NgramIndex index = NgramIndex.of(List.of(prose("tiny", "Sort a list."), CENTRE), SETTINGS);

    assertThat(index.unsearchable()).extracting(BenchmarkItem::id).containsExactly("tiny");
    assertThat(index.size()).isEqualTo(2);
  }

  @Test
  void namesAndQuotesInATextAreNeverSyntax() {
    BenchmarkItem item = prose("quoting", "Print 'it''s', \"a\" \\' and ); DROP TABLE -- today");

    assertThat(scan("print('hello')\nnothing = \"today\"\n", item)).isEmpty();
    assertThat(scan("Print 'it''s', \"a\" \\' and ); DROP TABLE -- today", item)).hasSize(1);
  }

  @Test
  void emptyInputIsNoMatch() {
    assertThat(scan("", CENTRE)).isEmpty();
    assertThat(scan("# only a comment", CENTRE)).isEmpty();
    assertThat(scan(CENTRE.prompt())).isEmpty();
  }

  @Test
  void scansBytesThatAreNotUtf8() {
    byte[] document = bytes(CENTRE.prompt() + CENTRE.solution() + "#??");
    Arrays.fill(document, document.length - 2, document.length, (byte) 0xFF);

    assertThat(NgramIndex.of(List.of(CENTRE), SETTINGS).scanner().scan(document)).hasSize(2);
  }

  @Test
  void repeatedWordsCostNoMoreThanTheDocument() {
    BenchmarkItem zeros = prose("zeros", "0 ".repeat(500));
    byte[] document = bytes("0, ".repeat(300_000));

    ItemMatch overlap = NgramIndex.of(List.of(zeros), SETTINGS).scanner().scan(document).get(0);

    assertThat(overlap.words()).isEqualTo(500);
  }

  @Test
  void survivesSerialisation() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(NgramIndex.of(List.of(CENTRE), SETTINGS));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      NgramIndex index = (NgramIndex) in.readObject();
      assertThat(index.scanner().scan(bytes(CENTRE.prompt() + CENTRE.solution()))).hasSize(2);
    }
  }

  @Test
  void refusesSettingsThatMeanNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SearchSettings(1, 0.5, 5))
        .withMessage("Invalid ngram: 1 (expected at least 2)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SearchSettings(13, Double.NaN, 5))
        .withMessage("Invalid min-similarity: NaN (expected a number in [0, 1])");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SearchSettings(13, 0.5, 0))
        .withMessage("Invalid min-exact-words: 0 (expected at least 1)");
  }

  private static List<ItemMatch> scan(String document, BenchmarkItem... items) {
    return scan(SETTINGS, document, items);
  }

  private static List<ItemMatch> scan(
      SearchSettings settings, String document, BenchmarkItem... items) {
    return NgramIndex.of(List.of(items), settings).scanner().scan(bytes(document));
  }

  private static BenchmarkItem code(String id, String prompt, String solution) {
    String docstring = prompt.contains("\"\"\"") ? prompt.split("\"\"\"", -1)[1] : "";
    return new BenchmarkItem("b", id, prompt, docstring, solution, "", "");
  }

  private static BenchmarkItem prose(String id, String prompt) {
    return prose(id, prompt, "");
  }

  private static BenchmarkItem prose(String id, String prompt, String solution) {
    return new BenchmarkItem("b", id, prompt, "", solution, "", "");
  }

  private static String words(String stem, int count) {
    return IntStream.range(0, count).mapToObj(i -> stem + i + " ").collect(Collectors.joining());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

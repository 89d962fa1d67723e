package io.hornbook.common.ast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbook.common.benchmark.BenchmarkItem;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.ngram.ItemMatch;
import io.hornbook.common.testing.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class AstIndexTest {
  private static final AstSettings SETTINGS = new AstSettings(0.8, 21, 30);
  private static final String SOLUTION =
      """
      def longest_run(values):
          # The longest run of equal values.
          best = 0
          run = 0
          last = None
          for value in values:
              run = run + 1 if value == last else 1
              last = value
              best = max(best, run)
          return best
      """;

  @Test
  void findsAFunctionWhoseNamesCommentsLayoutTypesAndDocstringDiffer() {
    String renamed =
        """
        import os

        class Box:
            def q(zs: list[int]) -> int:
                '''Something else.'''
                a=0; b=(0); c: str=None
                for z in (zs) :   # why
                    b = (b+1) if z==c else 1
                    c = z
                    a = max(a,b)
                return(a)

        def other(x):
            return x
        """;

    assertThat(scan(SOLUTION, renamed))
        .singleElement()
        .satisfies(
            match -> {
              assertThat(match.method()).isEqualTo("ast");
              assertThat(match.similarity()).isEqualTo(1.0);
              assertThat(match.documentSpan(utf8(renamed))).startsWith("def q(").endsWith("(a)");
              assertThat(match.itemSpan()).isEqualTo(SOLUTION.strip());
            });
  }

  @Test
  void anEditLowersTheRateByItsShareOfTheLongerTree() {
    String changed = SOLUTION.replace("best = max(best, run)", "best = max(best, run, run)");

    assertThat(scan(SOLUTION, changed))
        .singleElement()
        .extracting(ItemMatch::similarity)
        .satisfies(rate -> assertThat(rate).isCloseTo(1 - 1.0 / 60, within(0.01)));
  }

  @Test
  void aSmallFunctionMatchesOnlyWithItsOperatorsAndLiterals() {
    String small = "def f(xs):\n    n = 0\n    for x in xs:\n        n = n + 2\n    return n\n";

    assertThat(scan(small, small.replace("xs", "ys").replace("n =", "m ="))).hasSize(1);
    assertThat(scan(small, small.replace("+ 2", "- 2"))).isEmpty();
    assertThat(scan(small, small.replace("+ 2", "+ 3"))).isEmpty();
    assertThat(scan(small, small.replace("return n", "return (n, n)"))).isEmpty();
  }

  @Test
  void functionsThatAreIdiomsAreSetAside() {
    BenchmarkItem add = item("add", "def add(a, b):\n    return a + b\n");

    AstIndex index = AstIndex.of("python", List.of(add), SETTINGS, 32);

    assertThat(index.without()).containsExactly(add);
    assertThat(index.size()).isZero();
    try (AstScanner scanner = index.scanner()) {
      assertThat(scanner.scan(utf8("def add(a, b):\n    return a + b\n"))).isEmpty();
    }
  }

  @Test
  void anItemWithoutSolutionHasNoFunction() {
    BenchmarkItem prompt =
        new BenchmarkItem("b", "1", "def f(x):\n    '''Doubles.'''\n", "", "", "", "f");

    assertThat(AstIndex.of("python", List.of(prompt), SETTINGS, 32).without())
        .containsExactly(prompt);
  }

  @Test
  void comparesSolutionsInOtherLanguages() {
    String java =
        "class A { int f(int[] xs) { int best = 0; int run = 0; for (int x : xs) { if (x > best) {"
            + " best = x; run = run + 1; } else { run = 0; } } return best + run; } }";
    BenchmarkItem item = item("j", java);

    try (AstScanner scanner = AstIndex.of("java", List.of(item), SETTINGS, 32).scanner()) {
      assertThat(scanner.scan(utf8(java.replace("best", "q").replace("run", "/* r */ w"))))
          .singleElement()
          .extracting(ItemMatch::similarity)
          .isEqualTo(1.0);
    }
    assertThatThrownBy(() -> AstIndex.of("cobol", List.of(item), SETTINGS, 32))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("Invalid language: cobol (expected one of [python, java,");
  }

  @Test
  void survivesTextThatIsDeepBrokenOrEmpty() {
    for (String text :
        List.of(
            "",
            "def f(",
            "def f():\n    return a" + ".b".repeat(100_000),
            "def f():\n    return " + "(".repeat(5_000),
            "def f():\n    return " + "-".repeat(700) + "1\n")) {
      assertThat(scan(SOLUTION, text)).isEmpty();
    }
  }

  @Test
  void findsWhatComparingAllPairsFinds() {
    RandomGenerator random = Seeds.random();
    List<ItemTree> items = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      items.add(new ItemTree(item("i" + i, "x"), tree(random, 20 + random.nextInt(60))));
    }
    AstIndex index = AstIndex.ofTrees(items, SETTINGS);
    int found = 0;
    try (AstScanner scanner = index.scanner()) {
      for (int round = 0; round < 400; round++) {
        FunctionTree function = edited(random, items.get(random.nextInt(60)).tree());
        Map<String, Double> expected = allPairs(function, items);
        Map<String, Double> actual = new TreeMap<>();
        scanner
            .matches(List.of(function))
            .forEach(match -> actual.put(match.item().id(), match.similarity()));
        assertThat(actual).isEqualTo(expected);
        found += actual.size();
      }
    }
    assertThat(found).isGreaterThan(100);
  }

  @Test
  void refusesSettingsThatCannotHold() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AstSettings(0.7, 20, 30))
        .withMessage("Invalid min-match: 0.7 (expected 0.8 to 1)");
    assertThatIllegalArgumentException().isThrownBy(() -> new AstSettings(0.8, 9, 30));
    assertThatIllegalArgumentException().isThrownBy(() -> new AstSettings(0.8, 31, 30));
  }

  private static Map<String, Double> allPairs(FunctionTree function, List<ItemTree> items) {
    Map<String, Double> rates = new TreeMap<>();
    for (ItemTree item : items) {
      int longer = Math.max(function.length(), item.tree().length());
      double rate = 1 - (double) levenshtein(function.symbols(), item.tree().symbols()) / longer;
      if (rate >= 0.8) {
        rates.put(item.item().id(), rate);
      }
    }
    return rates;
  }

  private static int levenshtein(short[] a, short[] b) {
    int[][] distance = new int[a.length + 1][b.length + 1];
    for (int cell = 0; cell < (a.length + 1) * (b.length + 1); cell++) {
      int i = cell / (b.length + 1);
      int j = cell % (b.length + 1);
      distance[i][j] =
          i == 0 || j == 0
              ? i + j
              : Math.min(
                  distance[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1),
                  1 + Math.min(distance[i - 1][j], distance[i][j - 1]));
    }
    return distance[a.length][b.length];
  }

  private static FunctionTree tree(RandomGenerator random, int length) {
    short[] symbols = new short[length];
    for (int i = 0; i < length; i++) {
      symbols[i] = (short) random.nextInt(6);
    }
    return new FunctionTree(symbols, 100, 0, 0, 1);
  }

  private static FunctionTree edited(RandomGenerator random, FunctionTree tree) {
    List<Short> symbols = new ArrayList<>();
    for (short symbol : tree.symbols()) {
      int draw = random.nextInt(12);
      if (draw != 0) {
        symbols.add(draw == 1 ? (short) random.nextInt(6) : symbol);
      }
    }
    short[] edited = new short[symbols.size()];
    for (int i = 0; i < edited.length; i++) {
      edited[i] = symbols.get(i);
    }
    return new FunctionTree(edited, 100, 0, 0, 1);
  }

  private static List<ItemMatch> scan(String solution, String document) {
    try (AstScanner scanner =
        AstIndex.of("python", List.of(item("1", solution)), SETTINGS, 32).scanner()) {
      return scanner.scan(utf8(document));
    }
  }

  private static BenchmarkItem item(String id, String solution) {
    return new BenchmarkItem("bench", id, "", "", solution, "", "");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

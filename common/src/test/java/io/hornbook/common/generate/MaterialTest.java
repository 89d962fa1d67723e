package io.hornbook.common.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbook.common.benchmark.BenchmarkFormat;
import io.hornbook.common.benchmark.BenchmarkItem;
import io.hornbook.common.benchmark.BenchmarkReader;
import io.hornbook.common.generate.Sample.Draw;
import io.hornbook.common.testing.TestData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.treesitter.TreeSitterPython;

class MaterialTest {
  private static final Path CONF = TestData.root().resolve("conf");
  private static final Material MATERIAL = Material.read(CONF.resolve("generate"));

  @Test
  void holdsFortyAreasAndFifteenHundredTopics() {
    assertThat(MATERIAL.topics().stream().map(Topic::area).distinct()).hasSizeGreaterThan(40);
    assertThat(MATERIAL.topics()).hasSizeGreaterThan(1500);
    assertThat(MATERIAL.textbooks().size()).isEqualTo(1568L * 10 * 5);
    assertThat(MATERIAL.exercises(Set.of()).size()).isEqualTo(152L * 202 * 66 * 1568 * 5 * 18);
  }

  @Test
  void everyCombinationHasItsNumber() {
    Space<TextbookConstraints> space = MATERIAL.textbooks();
    Set<TextbookConstraints> all =
        new Sample<>(space, 1).from(0).map(Draw::constraints).collect(Collectors.toSet());
    assertThat(all).hasSize((int) space.size());
  }

  @Test
  void everyTopicAudienceAndVerbIsDrawnAboutAsOften() {
    List<ExerciseConstraints> drawn =
        new Sample<>(MATERIAL.exercises(Set.of()), 3)
            .from(0)
            .limit(40_000)
            .map(Draw::constraints)
            .toList();
    assertEven(drawn, e -> e.topic().area(), 49, 0.5);
    assertEven(drawn, e -> e.name().substring(0, e.name().indexOf('_')), 152, 0.4);
    assertEven(drawn, ExerciseConstraints::difficulty, 5, 0.05);
    assertEven(drawn, e -> e.construct().name(), 18, 0.12);
    assertThat(drawn.stream().map(ExerciseConstraints::name).distinct()).hasSizeGreaterThan(39_000);
  }

  private static void assertEven(
      List<ExerciseConstraints> drawn,
      Function<ExerciseConstraints, String> key,
      int kinds,
      double tolerance) {
    Map<String, Long> counts =
        drawn.stream().collect(Collectors.groupingBy(key, Collectors.counting()));
    double expected = (double) drawn.size() / kinds;
    assertThat(counts).hasSize(kinds);
    assertThat(counts.values())
        .allSatisfy(n -> assertThat((double) n).isCloseTo(expected, within(tolerance * expected)));
  }

  @Test
  void neverDrawsTheNameThatABenchmarkAsksFor() throws IOException {
    Set<String> entryPoints = humanEval();
    Set<String> drawable = names(MATERIAL.exercises(Set.of()));
    assertThat(Collections.disjoint(drawable, entryPoints)).as("without the check").isFalse();
    Set<String> allowed = names(MATERIAL.exercises(entryPoints));
    assertThat(Collections.disjoint(allowed, entryPoints)).isTrue();
    drawable.removeAll(entryPoints);
    assertThat(allowed.equals(drawable)).isTrue();
  }

  /** Names are the lowest digits of a number. */
  private static Set<String> names(Space<ExerciseConstraints> space) {
    return LongStream.range(0, 152L * 202 * 66)
        .mapToObj(space::at)
        .flatMap(Optional::stream)
        .map(ExerciseConstraints::name)
        .collect(Collectors.toSet());
  }

  private static Set<String> humanEval() throws IOException {
    Path file = TestData.published("benchmarks/HumanEval.jsonl.gz");
    try (InputStream in = Files.newInputStream(file)) {
      return BenchmarkReader.read("humaneval", new BenchmarkFormat.HumanEval(), in).items().stream()
          .map(BenchmarkItem::entryPoint)
          .collect(Collectors.toSet());
    }
  }

  @Test
  void constructsAreNodesOfTheGrammar() {
    try (TreeSitterPython python = new TreeSitterPython()) {
      Set<String> known =
          IntStream.range(0, python.symbolCount())
              .mapToObj(python::symbolName)
              .collect(Collectors.toSet());
      MATERIAL.choices().constructs().forEach(c -> assertThat(known).containsAll(c.kinds()));
    }
  }

  @Test
  void promptsAskForWhatIsDrawn() {
    Draw<ExerciseConstraints> exercise =
        new Sample<>(MATERIAL.exercises(Set.of()), 1).from(0).findFirst().orElseThrow();
    Map<String, String> values = exercise.constraints().placeholders();
    String asked = prompt("exercise-1", values.keySet()).render(values);
    assertThat(asked).contains(values.values()).doesNotContain("{{");
    TextbookConstraints section =
        new Sample<>(MATERIAL.textbooks(), 1).from(0).findFirst().orElseThrow().constraints();
    Map<String, String> more = section.placeholders("Start from this: x = 1");
    assertThat(prompt("textbook-1", more.keySet()).render(more))
        .contains(more.values())
        .doesNotContain("{{");
    Map<String, String> repair = Map.of("exercise", "def f(): ...", "report", "AssertionError");
    assertThat(prompt("repair-1", repair.keySet()).render(repair)).contains(repair.values());
  }

  private static PromptTemplate prompt(String name, Set<String> placeholders) {
    return PromptTemplate.read(CONF.resolve("prompts/" + name + ".md"), placeholders);
  }

  @Test
  void refusesListsThatAreNone(@TempDir Path folder) throws IOException {
    for (String file : List.of("topics.yaml", "names.yaml", "constraints.yaml")) {
      Files.copy(CONF.resolve("generate").resolve(file), folder.resolve(file));
    }
    Path names = folder.resolve("names.yaml");
    Files.writeString(names, "{verbs: [add, add], nouns: [x], qualifiers: ['']}");
    assertThatThrownBy(() -> Material.read(folder))
        .hasMessageStartingWith("Invalid verbs in " + folder + ": 'add'");
    Files.writeString(names, "{verbs: [add], nouns: [], qualifiers: ['']}");
    assertThatThrownBy(() -> Material.read(folder)).hasMessageContaining("(none)");
    Files.writeString(names, "{verbs: [add], nouns: [Two Words], qualifiers: ['']}");
    assertThatThrownBy(() -> Material.read(folder)).hasMessageContaining("'Two Words'");
    Files.writeString(names, "{verb: [add]}");
    assertThatThrownBy(() -> Material.read(folder)).hasMessageStartingWith("Cannot read " + names);
  }
}

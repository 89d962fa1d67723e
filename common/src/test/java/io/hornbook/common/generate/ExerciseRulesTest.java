package io.hornbook.common.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExerciseRulesTest {
  private static final ExerciseRules RULES =
      new ExerciseRules(4000, 5, 2, 0.3, Set.of("has_close_elements"));
  private static final Construct LOOP = new Construct("a for loop", List.of("for_statement"));
  private static final String GOOD =
      """
      import math


      def count_steps(heights):
          '''Count how often heights go up.

          >>> count_steps([1, 2])
          1
          '''
          steps = 0
          for before, after in zip(heights, heights[1:]):
              steps += after > before
          return steps
      """;
  private static final List<String> TESTS =
      List.of("assert count_steps([1, 2]) == 1", "assert count_steps([]) == 0, 'empty'");

  private static Optional<Rejection> rejection(String solution, List<String> tests) {
    Topic topic = new Topic("loops", "for loops", "zip of two lists");
    return RULES.rejection(
        new Exercise(solution, tests), new ExerciseConstraints("count_steps", topic, "easy", LOOP));
  }

  private static void assertRejected(Rejection reason, String solution) {
    assertThat(rejection(solution, TESTS)).as(solution).contains(reason);
  }

  private static void assertTestsRejected(Rejection reason, String... tests) {
    assertThat(rejection(GOOD, List.of(tests))).contains(reason);
  }

  @Test
  void takesWhatWasAskedFor() {
    assertThat(rejection(GOOD, TESTS)).isEmpty();
    String decorated = GOOD.replace("def count", "@math.cache\ndef count");
    assertThat(rejection(decorated, TESTS)).isEmpty();
    String talking = GOOD.replace("go up", "go up, here is the catch, surely");
    assertThat(rejection(talking, TESTS)).isEmpty();
  }

  @Test
  void namesWhatIsDegenerate() {
    assertRejected(Rejection.TOO_LONG, GOOD + "# comment\n".repeat(400));
    assertRejected(Rejection.CHAT_FILLER, "# Sure! This counts.\n" + GOOD);
    assertRejected(Rejection.CHAT_FILLER, GOOD + "\n# I hope this helps\n");
    assertRejected(Rejection.PLACEHOLDER, GOOD.replace("steps = 0", "steps = 0  # TBD: check"));
    assertRejected(Rejection.PLACEHOLDER, GOOD.replace("steps = 0", "# your code here"));
    assertRejected(Rejection.PLACEHOLDER, GOOD + "# ... rest as before\n");
    assertRejected(Rejection.CODE_FENCE, "```python\n" + GOOD + "```");
    assertRejected(Rejection.REPEATED_LINES, GOOD + "x = 1\n".repeat(20));
  }

  @Test
  void namesWhatIsWrongWithTheCode() {
    assertRejected(Rejection.DOES_NOT_PARSE, GOOD.substring(0, GOOD.indexOf("'''\n    steps")));
    assertRejected(Rejection.DOES_NOT_PARSE, GOOD + "def (:\n");
    assertRejected(Rejection.NO_FUNCTION, GOOD.replace("def count_steps", "def count"));
    assertRejected(Rejection.NO_FUNCTION, GOOD + "\n\ndef count_steps(a):\n    return a\n");
    assertRejected(Rejection.NO_FUNCTION, "class A:\n" + GOOD.indent(4));
    assertRejected(
        Rejection.BENCHMARK_NAME, GOOD + "\n\ndef has_close_elements(a):\n    return a\n");
    assertRejected(
        Rejection.NO_DOCSTRING, "def count_steps(a):\n    for x in a:\n        return x\n");
    assertRejected(
        Rejection.NO_DOCSTRING, "def count_steps(a):\n    ''\n    for x in a:\n        return x\n");
    assertRejected(
        Rejection.TOO_SHORT, "def count_steps(a):\n    'Counts.'\n    for x in a:\n        pass\n");
    assertRejected(Rejection.NO_CONSTRUCT, GOOD.replaceFirst("for before.*", "while heights:"));
  }

  @Test
  void aBodyWorks() {
    String head = "def count_steps(a):\n    '''Count the steps that go up.'''\n    ";
    assertRejected(Rejection.NO_BODY, head);
    assertRejected(Rejection.NO_BODY, head + "pass\n");
    assertRejected(Rejection.NO_BODY, head + "...\n");
    assertRejected(Rejection.NO_BODY, head + "raise NotImplementedError('later')\n");
    assertRejected(Rejection.NO_CONSTRUCT, head + "return len(a)\n");
  }

  @Test
  void testsAreAssertionsAboutTheFunction() {
    assertTestsRejected(Rejection.FEW_ASSERTIONS);
    assertTestsRejected(Rejection.FEW_ASSERTIONS, TESTS.get(0));
    assertTestsRejected(Rejection.FEW_ASSERTIONS, TESTS.get(0), "assert True");
    assertTestsRejected(Rejection.NOT_AN_ASSERTION, TESTS.get(0), "print(count_steps([]))");
    assertTestsRejected(Rejection.NOT_AN_ASSERTION, TESTS.get(0), TESTS.get(1) + "\nimport os");
    assertTestsRejected(Rejection.NOT_AN_ASSERTION, TESTS.get(0), "assert (");
    assertTestsRejected(Rejection.NOT_AN_ASSERTION, TESTS.get(0), "");
  }

  @Test
  void aConstructOfNoKindIsAlwaysThere() {
    Topic topic = new Topic("a", "b", "c");
    Construct any = new Construct("anything", Collections.emptyList());
    String plain = "def f(a):\n    'One two three four five.'\n    return a\n";
    List<String> tests = List.of("assert f(1) == 1", "assert f(2) == 2");
    assertThat(
            RULES.rejection(
                new Exercise(plain, tests), new ExerciseConstraints("f", topic, "easy", any)))
        .isEmpty();
  }
}

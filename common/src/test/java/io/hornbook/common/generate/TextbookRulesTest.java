package io.hornbook.common.generate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextbookRulesTest {
  private static final TextbookRules RULES = new TextbookRules(20, 3000, 0.3);
  private static final String GOOD =
      """
      A list that is multiplied by a number holds the same object many times.
      Whoever changes one row of such a grid has changed all of its rows.

      ```python
      grid = [[0] * 2] * 2
      grid[0][0] = 1
      print(grid)
      ```

      It prints [[1, 0], [1, 0]]. A comprehension makes a row of its own each time.
      """;

  private static void assertRejected(Rejection reason, String text) {
    assertThat(RULES.rejection(text)).as(text).contains(reason);
  }

  @Test
  void takesProseWithCode() {
    assertThat(RULES.rejection(GOOD)).isEmpty();
    assertThat(RULES.rejection(GOOD + "\n```\n[[1, 0]] is no Python (\n```\n")).isEmpty();
  }

  @Test
  void namesWhatIsWrong() {
    assertRejected(Rejection.TOO_LONG, GOOD + "Why? ".repeat(700));
    assertRejected(Rejection.TOO_SHORT, GOOD.substring(GOOD.indexOf("```")));
    assertRejected(Rejection.CHAT_FILLER, "Certainly! " + GOOD);
    assertRejected(Rejection.CHAT_FILLER, GOOD + "Let me know if you have questions.");
    assertRejected(Rejection.PLACEHOLDER, GOOD.replace("print(grid)", "# add your code here"));
    assertRejected(Rejection.REPEATED_LINES, GOOD + "The same again.\n".repeat(9));
    assertRejected(Rejection.UNCLOSED_FENCE, GOOD.substring(0, GOOD.indexOf("print")));
    assertRejected(Rejection.TRUNCATED, GOOD.strip().replaceFirst(" each time\\.$", ""));
    assertRejected(Rejection.NO_CODE, GOOD.replace("```python", "```text"));
    assertRejected(Rejection.DOES_NOT_PARSE, GOOD.replace("print(grid)", "print(grid"));
  }
}

package io.hornbook.jobs.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.jobs.explain.TextDiff.Named;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextDiffTest {
  @Test
  void showsChangedLinesInTheirSurroundings() {
    assertThat(diff("a\nb\nc\nd\ne\nf\n", "a\nb\nc\nd\nE\nf\n"))
        .containsExactly(
            "--- from", "+++ to", "@@ -2,5 +2,5 @@", " b", " c", " d", "-e", "+E", " f");
  }

  @Test
  void saysThatLineEndsAloneDiffer() {
    assertThat(diff("a\nb", "a\r\nb\r\n")).containsExactly("(no line differs: line ends alone do)");
  }

  @Test
  void isBoundedInLinesAndInTheirLength() {
    List<String> diff = diff(lines(0, 500), lines(1_000, 500) + "x".repeat(9_999));
    assertThat(diff).hasSize(TextDiff.MOST_LINES + 1).last().asString().endsWith(" more lines)");
    assertThat(diff("a", "b".repeat(9_999))).allMatch(line -> line.length() <= 160);
  }

  @Test
  void doesNotCompareTextsOfManyThousandLines() {
    assertThat(diff(lines(0, 5_001), "a"))
        .containsExactly("(not compared: 5001 and 1 lines, more than 5000)");
  }

  private static List<String> diff(String from, String to) {
    return TextDiff.of(new Named("from", from), new Named("to", to));
  }

  private static String lines(int start, int count) {
    return IntStream.range(start, start + count)
        .mapToObj(i -> "line " + i + "\n")
        .collect(Collectors.joining());
  }
}

package io.hornbook.common.label;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.document.Sha256;
import io.hornbook.common.label.RecordedLabels.Line;
import io.hornbook.common.label.RecordedLabels.Recorded;
import io.hornbook.common.label.RecordedLabels.Rejected;
import io.hornbook.common.testing.TestData;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedLabelsTest {
  private static final String A = "a".repeat(64);

  private static List<Line> read(byte[] file) {
    List<Line> lines = new ArrayList<>();
    RecordedLabels.read(file, lines::add);
    return lines;
  }

  private static List<Line> read(String file) {
    return read(file.getBytes(UTF_8));
  }

  @Test
  void readsTheDemosLabels() throws Exception {
    List<Line> lines = read(Files.readAllBytes(TestData.root().resolve("conf/demo/labels.jsonl")));
    assertThat(lines).hasSize(400).allMatch(Recorded.class::isInstance);
    List<Agreement.Pair> pairs = new ArrayList<>();
    for (Line line : lines) {
      Recorded label = (Recorded) line;
      label.secondScore().ifPresent(second -> pairs.add(new Agreement.Pair(label.score(), second)));
    }
    // As published beside the labels: the same score on 82, within 1 on all, Spearman 0.94.
    Agreement agreement = Agreement.of(pairs);
    assertThat(agreement.pairs()).isEqualTo(100);
    assertThat(agreement.exact()).hasValue(0.82);
    assertThat(agreement.withinOne()).hasValue(1);
    assertThat(agreement.spearman().orElseThrow()).isBetween(0.935, 0.945);
    assertThat(agreement.quadraticKappa().orElseThrow()).isBetween(0.85, 1.0);
    assertThat(lines.stream().filter(line -> ((Recorded) line).score() >= 3)).hasSize(62);
  }

  @Test
  void readsScoresReasoningAndOffsets() {
    String one =
        "{\"content_sha256\":\"" + A + "\",\"score\":3,\"reasoning\":\"ok\",\"second_score\":null}";
    String two =
        "{\"content_sha256\":\""
            + "B".repeat(64)
            + "\",\"score\":0,\"second_score\":5,\"path\":\"x\"}";
    List<Line> lines = read(one + "\r\n\n  \n" + two);
    assertThat(lines).hasSize(2);
    Recorded first = (Recorded) lines.get(0);
    assertThat(first.content()).isEqualTo(Sha256.parse(A));
    assertThat(first.reasoning()).contains("ok");
    assertThat(first.labels()).isEqualTo(1);
    Recorded second = (Recorded) lines.get(1);
    assertThat(second.offset()).isEqualTo(one.length() + 6L);
    assertThat(second.secondScore()).isEqualTo(Optional.of(5));
    assertThat(second.labels()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"content_sha256\":\"A\",\"score\":6}|score_out_of_range|1",
        "{\"content_sha256\":\"A\",\"score\":-1}|score_out_of_range|1",
        "{\"content_sha256\":\"A\",\"score\":3,\"second_score\":9}|score_out_of_range|2",
        "{\"content_sha256\":\"A\",\"score\":3.5}|malformed_label|1",
        "{\"content_sha256\":\"A\",\"score\":\"3\"}|malformed_label|1",
        "{\"content_sha256\":\"A\"}|malformed_label|1",
        "{\"content_sha256\":\"abc\",\"score\":3}|malformed_label|1",
        "{\"score\":3}|malformed_label|1",
        "{\"content_sha256\":\"A\",\"score\":3|malformed_label|1",
        "{\"content_sha256\":\"A\",\"score\":3} {}|malformed_label|1",
        "[]|malformed_label|1",
        "score=3|malformed_label|1"
      })
  void rejectsALineThatHoldsNoLabelAndKeepsItsNeighbours(String bad, String reason, int labels) {
    String good = "{\"content_sha256\":\"" + "c".repeat(64) + "\",\"score\":1}";
    List<Line> lines = read(bad.replace("\"A\"", "\"" + A + "\"") + "\n" + good + "\n");
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0))
        .isInstanceOfSatisfying(
            Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo(reason);
              assertThat(rejected.labels()).isEqualTo(labels);
            });
    assertThat(lines.get(1)).isInstanceOf(Recorded.class);
  }

  @Test
  void rejectsALaterLabelOfTheSameTextAndBytesThatAreNotUtf8() {
    String line = "{\"content_sha256\":\"" + A + "\",\"score\":1}\n";
    List<Line> lines = read(line + line.replace(A, A.toUpperCase(java.util.Locale.ROOT)));
    assertThat(lines.get(1))
        .isInstanceOfSatisfying(
            Rejected.class, rejected -> assertThat(rejected.reason()).isEqualTo("duplicate_label"));
    byte[] latin = line.replace("\"score\"", "\"x\":\"\u00e9\",\"score\"").getBytes(ISO_8859_1);
    assertThat(read(latin).get(0)).isInstanceOf(Rejected.class);
  }

  @Test
  void keepsTheFirst256BytesOfALine() {
    byte[] file = ("\n" + "x".repeat(5000) + "\n[]").getBytes(UTF_8);
    List<Line> lines = read(file);
    assertThat(lines.get(0).head(file)).asString(UTF_8).isEqualTo("x".repeat(256));
    assertThat(lines.get(1).head(file)).asString(UTF_8).isEqualTo("[]");
  }
}

package io.hornbook.jobs.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.sensitive.SensitiveSpan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CutTextTest {
  private static final byte[] TEXT =
      "keep a@b.cd\ncut e@f.gh\nkeep i@j.kl\n".getBytes(StandardCharsets.UTF_8);
  private static final List<SensitiveSpan> SPANS =
      List.of(
          new SensitiveSpan("email", 5, 11),
          new SensitiveSpan("email", 16, 22),
          new SensitiveSpan("email", 28, 34));

  @Test
  void leavesOutTheCutsAndMasksTheRest() {
    String masked = cut(SPANS, List.of(new CutText.Cut(12, 23)));

    assertThat(masked).matches("keep <\\w+>\nkeep <\\w+>\n");
    assertThat(cut(List.of(), List.of(new CutText.Cut(12, 23))))
        .isEqualTo("keep a@b.cd\nkeep i@j.kl\n");
  }

  @Test
  void whatACutLeavesOfASpanIsMasked() {
    assertThat(cut(SPANS, List.of(new CutText.Cut(8, 18)))).doesNotContain("a@b", "f.gh");
  }

  @Test
  void changesNothingWithoutCutsAndSpans() {
    assertThat(CutText.of(TEXT, List.of(), List.of())).isEqualTo(TEXT);
  }

  private static String cut(List<SensitiveSpan> spans, List<CutText.Cut> cuts) {
    return new String(CutText.of(TEXT, spans, cuts), StandardCharsets.UTF_8);
  }
}

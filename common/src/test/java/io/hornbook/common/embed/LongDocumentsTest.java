package io.hornbook.common.embed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LongDocumentsTest {
  private static final long[] TEN = LongStream.range(0, 10).toArray();

  @Test
  void aShortTextIsReadWhole() {
    for (LongDocuments choice : LongDocuments.values()) {
      assertThat(choice.windows(TEN, 10, 3)).containsExactly(TEN);
    }
  }

  @Test
  void readsTheHeadOrBothEnds() {
    assertThat(LongDocuments.HEAD.windows(TEN, 3, 5)).containsExactly(new long[] {0, 1, 2});
    assertThat(LongDocuments.HEAD_AND_TAIL.windows(TEN, 5, 5))
        .containsExactly(new long[] {0, 1, 2, 8, 9});
  }

  @Test
  void spreadsWindowsFromTheFirstTokenToTheLast() {
    List<long[]> all = LongDocuments.WINDOWS.windows(TEN, 4, 9);

    assertThat(all)
        .containsExactly(new long[] {0, 1, 2, 3}, new long[] {3, 4, 5, 6}, new long[] {6, 7, 8, 9});
    assertThat(LongDocuments.WINDOWS.windows(TEN, 4, 2))
        .containsExactly(new long[] {0, 1, 2, 3}, new long[] {6, 7, 8, 9});
    assertThat(LongDocuments.WINDOWS.windows(TEN, 4, 1)).containsExactly(new long[] {0, 1, 2, 3});
  }

  @Test
  void looksAtABoundedPartOfAHugeText() {
    String text = "a".repeat(50) + "b".repeat(50);

    assertThat(LongDocuments.HEAD.bounded(text, 20)).isEqualTo("a".repeat(20));
    assertThat(LongDocuments.HEAD_AND_TAIL.bounded(text, 20))
        .isEqualTo("a".repeat(20) + "b".repeat(20));
    assertThat(LongDocuments.HEAD.bounded(text, 50)).isEqualTo(text);
  }

  @Test
  void poolsTheMeanTheFirstOrTheLastTokenAndNoPadding() {
    float[][] tokens = {{3, 0}, {0, 4}, {9, 9}};

    assertThat(Pooling.CLS.pooled(tokens, 2)).containsExactly(1, 0);
    assertThat(Pooling.LAST_TOKEN.pooled(tokens, 2)).containsExactly(0, 1);
    assertThat(Pooling.MEAN.pooled(tokens, 2)).containsExactly(0.6f, 0.8f);
    assertThat(Pooling.MEAN.pooled(new float[1][2], 1)).containsExactly(0, 0);
  }
}

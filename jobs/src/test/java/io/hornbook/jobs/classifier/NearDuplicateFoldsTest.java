package io.hornbook.jobs.classifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.classifier.NearDuplicateGroups;
import io.hornbook.common.document.Sha256;
import io.hornbook.common.similarity.Overlap;
import io.hornbook.common.token.Shingles;
import io.hornbook.common.token.Tokenizer;
import io.hornbook.jobs.testing.LabelledPython;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** The groups of the demo's labelled texts against exact similarities. */
class NearDuplicateFoldsTest {
  @Test
  void noPairOfNearDuplicatesIsOnBothSidesOfASplit() {
    TextBands bands = new TextBands(ClassifierConfigs.DEMO.validation(), 11);
    NearDuplicateGroups groups = new NearDuplicateGroups();
    Map<Sha256, long[]> shingles = new HashMap<>();
    labelledTexts()
        .forEach(
            (content, utf8) -> {
              groups.add(content, bands.call(utf8));
              shingles.put(content, Shingles.of(Tokenizer.words().tokenize(utf8), 5));
            });
    List<Sha256> contents = List.copyOf(shingles.keySet());

    int near = 0;
    for (Sha256 text : contents) {
      for (Sha256 other : contents) {
        if (Overlap.of(shingles.get(text), shingles.get(other)).jaccard() >= 0.7) {
          near += text.equals(other) ? 0 : 1;
          assertThat(groups.group(text)).isEqualTo(groups.group(other));
        }
      }
    }
    assertThat(near).isGreaterThan(20);
    assertThat(contents.stream().map(groups::group).distinct().count()).isGreaterThan(250);
  }

  private static Map<Sha256, byte[]> labelledTexts() {
    Set<Sha256> labelled = new HashSet<>();
    LabelledPython.labels().forEach(row -> labelled.add(Sha256.wrap((byte[]) row.get(0))));
    Map<Sha256, byte[]> texts = new HashMap<>();
    for (Row document : LabelledPython.documents()) {
      Sha256 content = Sha256.wrap((byte[]) document.get(12));
      if (labelled.contains(content)) {
        texts.put(content, document.getString(10).getBytes(UTF_8));
      }
    }
    assertThat(texts).hasSize(400);
    return texts;
  }
}

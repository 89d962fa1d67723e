package io.hornbook.common.classifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.document.Sha256;
import io.hornbook.common.embed.HashingEmbedder;
import io.hornbook.common.forest.Forest;
import io.hornbook.common.forest.TreeNode.Leaf;
import io.hornbook.common.forest.TreeNode.Split;
import java.util.List;
import org.junit.jupiter.api.Test;

class QualityClassifierTest {
  /** Dimension 2 is the share of the number sign among the features. */
  private static final Forest COMMENTED =
      new Forest(384, List.of(new Split(2, 0.1, new Leaf(3, 1), new Leaf(1, 3))));

  @Test
  void scoresTextsByTheForestOverTheirVectors() {
    QualityClassifier classifier = new QualityClassifier(new HashingEmbedder(), COMMENTED);

    assertThat(classifier.quality("# why\nx = 1".getBytes(UTF_8))).isEqualTo(0.75);
    assertThat(classifier.quality("x = 1".getBytes(UTF_8))).isEqualTo(0.25);
    assertThat(classifier.quality(new byte[0])).isEqualTo(0.25);
  }

  @Test
  void isNamedByItsNodesAndItsEmbedder() {
    Forest other = new Forest(384, List.of(new Leaf(1, 1)));

    assertThat(new QualityClassifier(new HashingEmbedder(), COMMENTED).fingerprint())
        .isEqualTo(QualityClassifier.fingerprint(COMMENTED, "hashing-v1-384"))
        .isEqualTo(Sha256.of(COMMENTED.digest() + "\nhashing-v1-384").hex())
        .isNotEqualTo(QualityClassifier.fingerprint(COMMENTED, "another"))
        .isNotEqualTo(QualityClassifier.fingerprint(other, "hashing-v1-384"));
  }

  @Test
  void refusesAForestOverOtherVectors() {
    Forest narrow = new Forest(2, List.of(new Leaf(1, 1)));

    assertThatThrownBy(() -> new QualityClassifier(new HashingEmbedder(), narrow))
        .hasMessage(
            "Invalid classifier: a forest over 2 dimensions (expected the embedder's, 384)");
  }
}

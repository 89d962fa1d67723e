package io.hornbook.common.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.forest.TreeNode.Leaf;
import io.hornbook.common.forest.TreeNode.Split;
import io.hornbook.common.testing.Seeds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FlatForestTest {
  private static final double[] THRESHOLDS = {
    0,
    -0.0,
    0.1,
    -0.1,
    0.1f,
    Float.MIN_VALUE,
    1e-300,
    -1e-300,
    1e300,
    -1e300,
    Float.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY
  };

  private static final float[] SPECIAL = {
    0,
    -0.0f,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.MIN_VALUE,
    -Float.MIN_VALUE
  };

  @Test
  void equalsTheWalkByPointersOnRandomForests() {
    RandomGenerator random = Seeds.random();
    for (int round = 0; round < 60; round++) {
      Forest forest = RandomForests.forest(random, 1 + random.nextInt(30), round % 14, 20);
      FlatForest flat = FlatForest.of(forest);
      for (int i = 0; i < 100; i++) {
        float[] vector = RandomForests.vector(random, 20);
        assertThat(flat.probability(vector)).isEqualTo(RandomForests.naive(forest, vector));
      }
    }
  }

  @Test
  void decidesAsDoublesDoAroundEveryThreshold() {
    for (double threshold : THRESHOLDS) {
      Forest stump =
          new Forest(1, List.of(new Split(0, threshold, new Leaf(0, 1), new Leaf(1, 0))));
      FlatForest flat = FlatForest.of(stump);
      float near = (float) threshold;
      for (float value : new float[] {near, Math.nextUp(near), Math.nextDown(near)}) {
        assertDecides(flat, value, threshold);
      }
      for (float value : SPECIAL) {
        assertDecides(flat, value, threshold);
      }
    }
  }

  private static void assertDecides(FlatForest flat, float value, double threshold) {
    assertThat(flat.probability(new float[] {value}))
        .as("%s <= %s", value, threshold)
        .isEqualTo(value <= threshold ? 1 : 0);
  }

  @Test
  void walksAsDeepAsMllibAllows() {
    TreeNode node = new Leaf(3, 1);
    for (int depth = 30; depth > 0; depth--) {
      node = new Split(0, depth, new Leaf(1, depth), node);
    }
    FlatForest flat = FlatForest.of(new Forest(1, List.of(node)));

    assertThat(flat.probability(new float[] {29.5f})).isEqualTo(30.0 / 31);
    assertThat(flat.probability(new float[] {31})).isEqualTo(0.25);
  }

  @Test
  void givesLeavesWithoutWeightNoVote() {
    FlatForest silent = FlatForest.of(new Forest(2, List.of(new Leaf(0, 0))));
    FlatForest mixed = FlatForest.of(new Forest(2, List.of(new Leaf(0, 0), new Leaf(1, 3))));

    assertThat(silent.probability(new float[2])).isEqualTo(0);
    assertThat(mixed.probability(new float[2])).isEqualTo(0.75);
  }

  @Test
  void isTheSameAfterSerialisation() throws Exception {
    RandomGenerator random = Seeds.random();
    FlatForest flat = FlatForest.of(RandomForests.forest(random, 9, 6, 5));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(flat);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      float[] vector = RandomForests.vector(random, 5);
      assertThat(((FlatForest) in.readObject()).probability(vector))
          .isEqualTo(flat.probability(vector));
    }
  }

  @Test
  void refusesAVectorOfAnotherLength() {
    FlatForest flat = FlatForest.of(new Forest(3, List.of(new Leaf(1, 1))));

    assertThatThrownBy(() -> flat.probability(new float[2]))
        .hasMessage("Invalid vector: 2 dimensions (expected 3)");
  }
}

package io.hornbook.common.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DirectionTest {
  private static float[] random(Random random, int dimensions) {
    float[] vector = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  private static BigDecimal dot(float[] a, float[] b) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < a.length; i++) {
      sum = sum.add(new BigDecimal(a[i]).multiply(new BigDecimal(b[i])));
    }
    return sum;
  }

  @Test
  void agreesWithExactArithmeticInEveryNumberOfDimensions() {
    Random random = new Random(7);
    for (int dimensions = 1; dimensions <= 70; dimensions++) {
      float[] a = random(random, dimensions);
      float[] b = random(random, dimensions);
      BigDecimal norms = dot(a, a).multiply(dot(b, b)).sqrt(MathContext.DECIMAL128);
      double exact = dot(a, b).divide(norms, MathContext.DECIMAL128).doubleValue();

      double cosine = Direction.of(a).cosine(Direction.of(b));

      assertThat(cosine).as("%d dimensions", dimensions).isEqualTo(exact, within(1e-14));
      assertThat(Direction.of(b).cosine(Direction.of(a))).isEqualTo(cosine);
    }
  }

  @Test
  void isAtMostOneWhateverRounds() {
    Random random = new Random(8);
    for (int i = 0; i < 1000; i++) {
      float[] a = random(random, 5);
      float[] longer = a.clone();
      for (int j = 0; j < longer.length; j++) {
        longer[j] *= 3;
      }
      assertThat(Direction.of(a).cosine(Direction.of(longer))).isBetween(1 - 1e-6, 1.0);
    }
  }

  @Test
  void hasTheSignOfTheAngle() {
    Direction east = Direction.of(new float[] {2, 0});
    assertThat(east.cosine(Direction.of(new float[] {0, 5}))).isZero();
    assertThat(east.cosine(Direction.of(new float[] {-1, 0}))).isEqualTo(-1);
    assertThat(east.norm()).isEqualTo(2);
  }

  @Test
  void refusesWhatPointsNowhereOrElsewhere() {
    Direction none = Direction.of(new float[2]);
    assertThat(none.isNone()).isTrue();
    assertThatThrownBy(() -> Direction.of(new float[] {1, 0}).cosine(none))
        .hasMessage("Invalid direction: all components are zero");
    assertThatThrownBy(() -> Direction.of(new float[] {1}).cosine(Direction.of(new float[] {1, 0})))
        .hasMessage("Invalid dimensions: 1 and 2 (expected the same)");
  }
}

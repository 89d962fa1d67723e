package io.hornbook.jobs.semantic;

import io.hornbook.common.similarity.Direction;
import scala.collection.Seq;

/** Vectors as rows hold them. */
final class Components {
  private Components() {}

  /** The direction of a value of type {@code ARRAY<FLOAT>} without null elements. */
  static Direction direction(Seq<Float> vector) {
    return Direction.of(of(vector));
  }

  static float[] of(Seq<Float> vector) {
    float[] components = new float[vector.length()];
    for (int i = 0; i < components.length; i++) {
      components[i] = vector.apply(i);
    }
    return components;
  }
}

package io.hornbook.jobs.semantic;

import io.hornbook.common.similarity.Direction;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.api.java.UDF1;
import scala.collection.Seq;

/**
 * The vector of length 1 that points where another does, on a grid of 2<sup>-20</sup>; null where
 * that points nowhere. Sums of up to 2<sup>32</sup> such vectors are exact in double precision, so
 * that the centres of k-means do not depend on the order in which partitions are added.
 */
final class GridPoint implements UDF1<Seq<Float>, Vector> {
  private static final double GRID = 1 << 20;

  @Override
  public Vector call(Seq<Float> vector) {
    float[] components = Components.of(vector);
    Direction direction = Direction.of(components);
    if (direction.isNone()) {
      return null;
    }
    double[] point = new double[components.length];
    for (int i = 0; i < point.length; i++) {
      point[i] = Math.rint(components[i] / direction.norm() * GRID) / GRID;
    }
    return Vectors.dense(point);
  }
}

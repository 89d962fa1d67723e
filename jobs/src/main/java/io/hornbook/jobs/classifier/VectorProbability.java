package io.hornbook.jobs.classifier;

import io.hornbook.common.forest.FlatForest;
import io.hornbook.common.forest.Forest;
import org.apache.spark.sql.api.java.UDF1;
import scala.collection.Seq;

/** A forest's probability for a vector of floats. */
final class VectorProbability implements UDF1<Seq<Float>, Double> {
  private static final long serialVersionUID = 1;

  private final FlatForest forest;

  VectorProbability(Forest forest) {
    this.forest = FlatForest.of(forest);
  }

  @Override
  public Double call(Seq<Float> vector) {
    float[] features = new float[vector.size()];
    for (int i = 0; i < features.length; i++) {
      features[i] = vector.apply(i);
    }
    return forest.probability(features);
  }
}

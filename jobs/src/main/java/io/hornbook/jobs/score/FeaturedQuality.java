package io.hornbook.jobs.score;

import io.hornbook.common.classifier.Ensemble;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.api.java.UDF2;
import scala.collection.Seq;

/** The quality of a text in UTF-8 with the values of its signals. */
final class FeaturedQuality implements UDF2<byte[], Seq<Float>, Double> {
  private static final long serialVersionUID = 1;

  private final Broadcast<Ensemble> ensemble;

  FeaturedQuality(Broadcast<Ensemble> ensemble) {
    this.ensemble = ensemble;
  }

  @Override
  public Double call(byte[] utf8, Seq<Float> signals) {
    return ensemble.value().quality(utf8, floats(signals));
  }

  static float[] floats(Seq<Float> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.apply(i);
    }
    return floats;
  }
}

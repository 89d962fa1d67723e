package io.hornbook.jobs.score;

import io.hornbook.common.classifier.Ensemble;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.api.java.UDF1;

/** The quality of a text in UTF-8. */
final class TextQuality implements UDF1<byte[], Double> {
  private static final long serialVersionUID = 1;

  private final Broadcast<Ensemble> ensemble;

  TextQuality(Broadcast<Ensemble> ensemble) {
    this.ensemble = ensemble;
  }

  @Override
  public Double call(byte[] utf8) {
    return ensemble.value().quality(utf8);
  }
}

package io.hornbook.jobs.score;

import io.hornbook.common.classifier.QualityClassifier;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.api.java.UDF1;

/** The quality of a text in UTF-8. */
final class TextQuality implements UDF1<byte[], Double> {
  private static final long serialVersionUID = 1;

  private final Broadcast<QualityClassifier> classifier;

  TextQuality(Broadcast<QualityClassifier> classifier) {
    this.classifier = classifier;
  }

  @Override
  public Double call(byte[] utf8) {
    return classifier.value().quality(utf8);
  }
}

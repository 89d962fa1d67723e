package io.hornbook.jobs.score;

import io.hornbook.common.classifier.ThresholdTable;
import org.apache.spark.sql.api.java.UDF1;

/** The part of a {@link ThresholdTable} that a quality is counted in. */
final class QualityPart implements UDF1<Double, Integer> {
  private static final long serialVersionUID = 1;

  @Override
  public Integer call(Double quality) {
    return ThresholdTable.part(quality);
  }
}

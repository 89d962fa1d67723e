package io.hornbook.jobs.table;

/** The files of an attempt of {@code score}, beside its table. */
public final class ScoreFiles {
  /** What every threshold would keep: {@code io.hornbook.common.classifier.ThresholdTable}. */
  public static final String THRESHOLDS = "thresholds.json";

  private ScoreFiles() {}
}

package io.hornbook.jobs.classifier;

import io.hornbook.common.signal.MeasureLimits;
import io.hornbook.jobs.classifier.ClassifierConfig.GroupBy;
import io.hornbook.jobs.classifier.ClassifierConfig.Growth;
import io.hornbook.jobs.classifier.ClassifierConfig.Objective;
import io.hornbook.jobs.classifier.ClassifierConfig.Validation;
import java.util.List;
import java.util.Optional;

/** Configs of the tests. */
final class ClassifierConfigs {
  private static final ClassifierConfig.Grid NO_GRID =
      new ClassifierConfig.Grid(List.of(), List.of(), List.of());

  /** The values of conf/defaults.yaml. */
  static final ClassifierConfig DEFAULTS =
      new ClassifierConfig(
          3,
          50,
          Objective.CLASSIFICATION,
          true,
          false,
          Optional.empty(),
          List.of(),
          new Growth(100, 10, 5, "sqrt", 32, 1, 16),
          NO_GRID,
          validation(5, GroupBy.REPOSITORY, 1000, List.of(0.25, 0.5)));

  /** The same with folds of near-duplicates, since the labels are of two repositories alone. */
  static final ClassifierConfig DEMO =
      with(DEFAULTS, false, validation(5, GroupBy.NONE, 200, List.of()));

  /** Few and shallow trees, two folds, a point of the learning curve. */
  static final ClassifierConfig SMALL =
      new ClassifierConfig(
          3,
          50,
          Objective.CLASSIFICATION,
          true,
          false,
          Optional.empty(),
          List.of(),
          new Growth(10, 4, 5, "sqrt", 32, 1, 16),
          NO_GRID,
          validation(2, GroupBy.NONE, 20, List.of(0.5)));

  static final MeasureLimits LIMITS = new MeasureLimits(1 << 20, 32);

  private ClassifierConfigs() {}

  static ClassifierConfig with(ClassifierConfig c, boolean retrain, Validation validation) {
    return new ClassifierConfig(
        c.minScore(),
        c.minTexts(),
        c.objective(),
        c.balanceClasses(),
        retrain,
        c.fromRun(),
        c.signals(),
        c.forest(),
        c.grid(),
        validation);
  }

  static ClassifierConfig from(ClassifierConfig c, String run) {
    return new ClassifierConfig(
        c.minScore(),
        c.minTexts(),
        c.objective(),
        c.balanceClasses(),
        false,
        Optional.of(run),
        c.signals(),
        c.forest(),
        c.grid(),
        c.validation());
  }

  static Validation validation(
      int folds, GroupBy groupBy, int bootstrapSamples, List<Double> learningCurve) {
    return new Validation(
        folds, groupBy, "words-1", 5, 0.5, 0.05, 256, bootstrapSamples, learningCurve);
  }
}

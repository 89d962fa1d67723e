package io.hornbook.jobs.classifier;

/** Configs of the tests. */
final class ClassifierConfigs {
  /** The values of conf/defaults.yaml. */
  static final ClassifierConfig DEMO =
      new ClassifierConfig(
          3,
          true,
          false,
          new ClassifierConfig.Growth(100, 10, 5, "sqrt", 32, 1, 16),
          new ClassifierConfig.Validation(5, "words-1", 5, 0.5, 0.05, 256));

  /** Few and shallow trees, two folds. */
  static final ClassifierConfig SMALL =
      new ClassifierConfig(
          3,
          true,
          false,
          new ClassifierConfig.Growth(10, 4, 5, "sqrt", 32, 1, 16),
          new ClassifierConfig.Validation(2, "words-1", 5, 0.5, 0.05, 256));

  private ClassifierConfigs() {}
}

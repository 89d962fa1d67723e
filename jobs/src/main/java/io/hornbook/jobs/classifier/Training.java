package io.hornbook.jobs.classifier;

import io.hornbook.common.classifier.Ceiling;
import io.hornbook.common.classifier.Example;
import io.hornbook.common.classifier.Measurement;
import io.hornbook.common.classifier.QualityClassifier;
import io.hornbook.common.embed.Embedder;
import io.hornbook.common.hash.Mix64;
import io.hornbook.common.label.Agreement.Pair;
import io.hornbook.common.metric.Bootstrap;
import io.hornbook.jobs.classifier.ModelCard.Influence;
import io.hornbook.jobs.classifier.ModelCard.LearningPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Trains the forest of a sample, and all the others that measure it. */
final class Training {
  private static final int FEATURES_SHOWN = 20;

  private final ClassifierConfig config;
  private final Embedder embedder;
  private final LabelledSample sample;
  private final CrossValidation validation;
  private final ForestTrainer trainer;
  private final Dataset<Row> texts;
  private final Bootstrap bootstrap;

  /** A forest and its card. */
  record Result(TrainedForest trained, String fingerprint, ModelCard card) {}

  /**
   * @param texts the training texts, with their vectors
   * @param sample the same texts
   * @param seed of the run
   */
  Training(
      ClassifierConfig config,
      Embedder embedder,
      Dataset<Row> texts,
      LabelledSample sample,
      long seed) {
    this.config = config;
    this.embedder = embedder;
    this.texts = texts;
    this.sample = sample;
    this.trainer = new ForestTrainer(config, Mix64.draw(seed, 2));
    this.bootstrap = new Bootstrap(config.validation().bootstrapSamples(), Mix64.draw(seed, 3));
    this.validation = new CrossValidation(texts, sample, trainer, Mix64.draw(seed, 4));
  }

  /**
   * @param annotatedTwice the scores of texts with two annotations
   */
  Result run(List<Pair> annotatedTwice) {
    GridSearch search = GridSearch.of(config.candidates(), validation);
    Measurement measured = measured(search.examples());
    TrainedForest trained =
        trainer.train(search.chosen(), texts, sample.texts().size(), sample.positives());
    String fingerprint =
        QualityClassifier.fingerprint(trained.forest(), sample.embedder(), config.signals());
    ModelCard card =
        ModelCard.of(
            new ModelCard.Parts(
                fingerprint,
                sample,
                config,
                search,
                Ceiling.of(annotatedTwice, config.minScore(), bootstrap),
                learningCurve(search, measured),
                influences(trained.importances())),
            measured);
    return new Result(trained, fingerprint, card);
  }

  private Measurement measured(List<Example> examples) {
    return new Measurement(examples, bootstrap, config.isRegression());
  }

  private List<LearningPoint> learningCurve(GridSearch search, Measurement whole) {
    List<LearningPoint> curve = new ArrayList<>();
    for (double share : config.validation().learningCurve()) {
      curve.add(
          new LearningPoint(
              share,
              validation
                  .examples(search.chosen(), share)
                  .map(examples -> measured(examples).quality())));
    }
    if (!curve.isEmpty()) {
      curve.add(new LearningPoint(1, Optional.of(whole.quality())));
    }
    return curve;
  }

  private List<Influence> influences(List<Double> importances) {
    return IntStream.range(0, importances.size())
        .filter(dimension -> importances.get(dimension) > 0)
        .mapToObj(
            dimension -> new Influence(dimension, name(dimension), importances.get(dimension)))
        .sorted(
            Comparator.comparingDouble(Influence::importance)
                .reversed()
                .thenComparing(Influence::dimension))
        .limit(FEATURES_SHOWN)
        .toList();
  }

  private Optional<String> name(int dimension) {
    return dimension < embedder.dimensions()
        ? embedder.name(dimension)
        : Optional.of(config.signals().get(dimension - embedder.dimensions()));
  }
}

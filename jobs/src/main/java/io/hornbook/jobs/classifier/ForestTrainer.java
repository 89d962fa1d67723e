package io.hornbook.jobs.classifier;

import static org.apache.spark.ml.functions.array_to_vector;
import static org.apache.spark.sql.functions.array_repeat;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.rint;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.classification.RandomForestClassifier;
import org.apache.spark.ml.regression.RandomForestRegressor;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.storage.StorageLevel;

/**
 * Trains forests.
 *
 * <p>To balance the classes, each text of the rarer one stands as many times as makes it about as
 * common as the other, and each copy is drawn into a tree's sample on its own: every tree then sees
 * the rarer class as often as the other, which is the aim of balanced random forests (Chen, Liaw
 * and Breiman 2004, Berkeley technical report 666). Weights alone leave it to a few draws, and
 * hardly any prediction reaches one half: on the demo's labels F1 is 0.15 there, and 0.45 with
 * copies. Weights even out what whole copies cannot.
 */
final class ForestTrainer {
  private static final String UID = "hornbook-quality";

  /**
   * Weights and scores are multiples of one part of this, so that no sum of them is ever rounded.
   */
  private static final double PARTS = 1024;

  /** Fixed, since MLlib draws features in an order that may depend on it. */
  private static final int NODE_MEMORY_MB = 256;

  private static final Metadata TWO_CLASSES =
      NominalAttribute.defaultAttr()
          .withName("label")
          .withValues(new String[] {"0", "1"})
          .toMetadata();

  private final boolean balanced;
  private final boolean regression;
  private final long seed;

  ForestTrainer(ClassifierConfig config, long seed) {
    this.balanced = config.balanceClasses();
    this.regression = config.isRegression();
    this.seed = seed;
  }

  /**
   * The forest of these texts.
   *
   * @param texts rows with a vector, a class and a score, in a fixed order in fixed partitions
   * @param size how many there are
   * @param positives how many of them are of the positive class; neither none nor all
   */
  TrainedForest train(
      ClassifierConfig.Growth growth, Dataset<Row> texts, long size, long positives) {
    Dataset<Row> rows = weighted(texts, size, positives).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return regression
          ? TrainedForest.of(regressor(growth).fit(rows))
          : TrainedForest.of(classifier(growth).fit(rows));
    } finally {
      rows.unpersist();
    }
  }

  private Dataset<Row> weighted(Dataset<Row> texts, long size, long positives) {
    long copies = balanced ? Math.max(1, Math.round((double) (size - positives) / positives)) : 1;
    long negativeCopies =
        balanced ? Math.max(1, Math.round((double) positives / (size - positives))) : 1;
    Column label =
        regression
            ? rint(col("score_sum").divide(col("labels")).multiply(lit(PARTS)))
                .divide(lit(PARTS))
                .as("label")
            : col("positive").cast("double").as("label", TWO_CLASSES);
    return texts
        .select(
            col("vector"),
            col("positive"),
            col("score_sum"),
            col("labels"),
            explode(
                when(col("positive"), array_repeat(lit(0), (int) copies))
                    .otherwise(array_repeat(lit(0), (int) negativeCopies))))
        .select(
            array_to_vector(col("vector").cast("array<double>")).as("features"),
            label,
            when(col("positive"), lit(weight(size, positives * copies)))
                .otherwise(lit(weight(size, (size - positives) * negativeCopies)))
                .as("weight"));
  }

  private RandomForestClassifier classifier(ClassifierConfig.Growth growth) {
    return new RandomForestClassifier(UID)
        .setWeightCol("weight")
        .setNumTrees(growth.trees())
        .setMaxDepth(growth.depth())
        .setMinInstancesPerNode(growth.minTextsPerLeaf())
        .setFeatureSubsetStrategy(growth.featuresPerSplit())
        .setMaxBins(growth.bins())
        .setSubsamplingRate(growth.sampleShare())
        .setMaxMemoryInMB(NODE_MEMORY_MB)
        .setSeed(seed);
  }

  private RandomForestRegressor regressor(ClassifierConfig.Growth growth) {
    return new RandomForestRegressor(UID)
        .setWeightCol("weight")
        .setNumTrees(growth.trees())
        .setMaxDepth(growth.depth())
        .setMinInstancesPerNode(growth.minTextsPerLeaf())
        .setFeatureSubsetStrategy(growth.featuresPerSplit())
        .setMaxBins(growth.bins())
        .setSubsamplingRate(growth.sampleShare())
        .setMaxMemoryInMB(NODE_MEMORY_MB)
        .setSeed(seed);
  }

  /** The weight of each row of a class that has {@code ofClass} rows, copies among them. */
  private double weight(long size, long ofClass) {
    double even = balanced ? size / (2.0 * ofClass) : 1;
    return Math.max(1, Math.rint(even * PARTS)) / PARTS;
  }
}

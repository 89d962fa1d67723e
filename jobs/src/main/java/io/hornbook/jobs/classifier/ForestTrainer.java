package io.hornbook.jobs.classifier;

import static org.apache.spark.ml.functions.array_to_vector;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.classification.RandomForestClassificationModel;
import org.apache.spark.ml.classification.RandomForestClassifier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.Metadata;

/** Trains forests by the configured growth. */
final class ForestTrainer {
  /** Class weights are multiples of one part of this, so that no sum of them is ever rounded. */
  private static final double WEIGHT_PARTS = 1024;

  /** Fixed, since MLlib draws features in an order that may depend on it. */
  private static final int NODE_MEMORY_MB = 256;

  private static final Metadata TWO_CLASSES =
      NominalAttribute.defaultAttr()
          .withName("label")
          .withValues(new String[] {"0", "1"})
          .toMetadata();

  private final ClassifierConfig.Growth growth;
  private final boolean balanced;
  private final long seed;

  ForestTrainer(ClassifierConfig.Growth growth, boolean balanced, long seed) {
    this.growth = growth;
    this.balanced = balanced;
    this.seed = seed;
  }

  /**
   * The forest of these texts.
   *
   * @param texts rows with a vector and a class, in a fixed order in fixed partitions
   * @param size how many there are
   * @param positives how many of them are of the positive class; neither none nor all
   */
  RandomForestClassificationModel train(Dataset<Row> texts, long size, long positives) {
    Dataset<Row> rows =
        texts.select(
            array_to_vector(col("vector").cast("array<double>")).as("features"),
            col("positive").cast("double").as("label", TWO_CLASSES),
            when(col("positive"), lit(weight(size, positives)))
                .otherwise(lit(weight(size, size - positives)))
                .as("weight"));
    return new RandomForestClassifier("hornbook-quality")
        .setWeightCol("weight")
        .setNumTrees(growth.trees())
        .setMaxDepth(growth.depth())
        .setMinInstancesPerNode(growth.minTextsPerLeaf())
        .setFeatureSubsetStrategy(growth.featuresPerSplit())
        .setMaxBins(growth.bins())
        .setSubsamplingRate(growth.sampleShare())
        .setMaxMemoryInMB(NODE_MEMORY_MB)
        .setSeed(seed)
        .fit(rows);
  }

  /** The weight of a text whose class has {@code ofClass} of {@code size} texts. */
  private double weight(long size, long ofClass) {
    double even = balanced ? size / (2.0 * ofClass) : 1;
    return Math.max(1, Math.rint(even * WEIGHT_PARTS)) / WEIGHT_PARTS;
  }
}

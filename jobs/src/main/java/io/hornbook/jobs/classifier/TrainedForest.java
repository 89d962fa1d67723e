package io.hornbook.jobs.classifier;

import io.hornbook.common.forest.Forest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.classification.RandomForestClassificationModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.regression.RandomForestRegressionModel;
import org.apache.spark.ml.util.MLWritable;

/**
 * A forest as MLlib trained it, and its plain description.
 *
 * @param model what MLlib saves
 * @param forest what scores
 * @param importances MLlib's importance of each feature; they sum to 1, or are all 0
 */
record TrainedForest(MLWritable model, Forest forest, List<Double> importances) {
  static TrainedForest of(RandomForestClassificationModel model) {
    return new TrainedForest(model, MllibForest.of(model), boxed(model.featureImportances()));
  }

  static TrainedForest of(RandomForestRegressionModel model) {
    return new TrainedForest(model, MllibForest.of(model), boxed(model.featureImportances()));
  }

  private static List<Double> boxed(Vector importances) {
    return Arrays.stream(importances.toArray()).boxed().toList();
  }

  /** Saves the model in MLlib's format, a folder. */
  void save(Path path) {
    try {
      model.save(path.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.hornbook.jobs.classifier;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import io.hornbook.common.classifier.Example;
import io.hornbook.common.document.Sha256;
import io.hornbook.common.forest.Forest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** Predicts each text by a forest of the other folds. */
final class CrossValidation {
  private final Dataset<Row> texts;
  private final LabelledSample sample;
  private final ForestTrainer trainer;

  /**
   * @param texts the training texts, with their vectors
   * @param sample the same texts
   */
  CrossValidation(Dataset<Row> texts, LabelledSample sample, ForestTrainer trainer) {
    this.texts = texts;
    this.sample = sample;
    this.trainer = trainer;
  }

  List<Example> examples() {
    Map<Sha256, Double> predictions = new HashMap<>();
    sample.folds().forEach(fold -> predictions.putAll(predictions(fold)));
    return sample.texts().stream()
        .map(text -> text.predicted(predictions.get(text.content())))
        .toList();
  }

  private Map<Sha256, Double> predictions(int fold) {
    LabelledSample others = sample.where(text -> text.fold() != fold);
    Forest forest =
        MllibForest.of(
            trainer.train(
                texts.where(col("fold").notEqual(fold)),
                others.texts().size(),
                others.positives()));
    var probability = udf(new VectorProbability(forest), DataTypes.DoubleType);
    Map<Sha256, Double> predictions = new HashMap<>();
    texts
        .where(col("fold").equalTo(fold))
        .select(col("content_sha256"), probability.apply(col("vector")))
        .collectAsList()
        .forEach(row -> predictions.put(Sha256.wrap(row.getAs(0)), row.getDouble(1)));
    return predictions;
  }
}

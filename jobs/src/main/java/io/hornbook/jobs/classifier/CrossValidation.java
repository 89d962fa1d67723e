package io.hornbook.jobs.classifier;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.udf;

import io.hornbook.common.classifier.Example;
import io.hornbook.common.document.Sha256;
import io.hornbook.common.forest.Forest;
import io.hornbook.common.hash.Mix64;
import io.hornbook.jobs.classifier.ClassifierConfig.Growth;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** Predicts each text by a forest of the other folds. */
final class CrossValidation {
  private final Dataset<Row> texts;
  private final LabelledSample sample;
  private final ForestTrainer trainer;
  private final long seed;

  /**
   * @param texts the training texts, with their vectors
   * @param sample the same texts
   * @param seed of the choice of fewer texts
   */
  CrossValidation(Dataset<Row> texts, LabelledSample sample, ForestTrainer trainer, long seed) {
    this.texts = texts;
    this.sample = sample;
    this.trainer = trainer;
    this.seed = seed;
  }

  /** Every text with its prediction. */
  List<Example> examples(Growth growth) {
    return predicted(growth, text -> true).orElseThrow();
  }

  /**
   * Every text with its prediction by forests of fewer texts: of about that share of the groups,
   * the same ones whatever the fold, and among those of any larger share. Nothing if some fold's
   * forest would have texts of one class alone.
   */
  Optional<List<Example>> examples(Growth growth, double share) {
    Set<Sha256> drawn =
        sample.texts().stream()
            .map(LabelledText::group)
            .filter(group -> drawn(group) < share)
            .collect(Collectors.toSet());
    return predicted(growth, text -> drawn.contains(text.group()));
  }

  /** A number in [0, 1) that stays with the group. */
  private double drawn(Sha256 group) {
    long bits = Mix64.draw(seed, ByteBuffer.wrap(group.bytes()).getLong());
    return (bits >>> 11) * 0x1.0p-53;
  }

  private Optional<List<Example>> predicted(Growth growth, Predicate<LabelledText> trained) {
    Map<Sha256, Double> predictions = new HashMap<>();
    for (int fold : sample.folds()) {
      LabelledSample training = sample.outside(fold).where(trained);
      if (training.isOfOneClass()) {
        return Optional.empty();
      }
      predictions.putAll(predictions(growth, fold, training));
    }
    return Optional.of(
        sample.texts().stream()
            .map(text -> text.predicted(predictions.get(text.content())))
            .toList());
  }

  private Map<Sha256, Double> predictions(Growth growth, int fold, LabelledSample training) {
    Dataset<Row> rows = texts.where(col("fold").notEqual(fold)).where(isOf(training, fold));
    Forest forest =
        trainer.train(growth, rows, training.texts().size(), training.positives()).forest();
    var probability = udf(new VectorProbability(forest), DataTypes.DoubleType);
    Map<Sha256, Double> predictions = new HashMap<>();
    texts
        .where(col("fold").equalTo(fold))
        .select(col("content_sha256"), probability.apply(col("vector")))
        .collectAsList()
        .forEach(row -> predictions.put(Sha256.wrap(row.getAs(0)), row.getDouble(1)));
    return predictions;
  }

  /** Which texts outside the fold the forest learns from, said by whichever list is the shorter. */
  private Column isOf(LabelledSample training, int fold) {
    Set<Sha256> in = training.groups();
    Set<Sha256> out = sample.where(text -> text.fold() != fold).groups();
    out.removeAll(in);
    Column group = col("group_sha256");
    return out.size() <= in.size() ? not(group.isin(bytes(out))) : group.isin(bytes(in));
  }

  private static Object[] bytes(Set<Sha256> groups) {
    return groups.stream().map(Sha256::bytes).toArray();
  }
}

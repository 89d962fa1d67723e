package io.hornbook.jobs.classifier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.hornbook.common.classifier.Baselines;
import io.hornbook.common.classifier.Evaluation;
import io.hornbook.common.classifier.Example;
import io.hornbook.common.metric.Confusion;
import io.hornbook.common.metric.Ranking;
import io.hornbook.common.metric.ThresholdRow;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is known about a classifier; written as JSON with keys in snake_case, null for what the data
 * does not define.
 *
 * @param classifier its fingerprint
 * @param embedder the fingerprint of the embedder of its vectors
 * @param dimensions the length of those vectors
 * @param labels what it was trained on
 * @param parameters how it was trained and measured: the section of the config
 * @param groups how many groups of near-duplicates there are among the texts
 * @param largestGroup how many texts the largest group holds
 * @param outOfFold how well each text is predicted without its fold, and decided upon at the
 *     threshold that has the best F1 in the other folds
 * @param folds the same fold by fold, all decided upon at {@code bestThreshold}
 * @param length what the length of the texts alone predicts, learned from the same folds
 * @param majority what the commoner class predicts
 * @param bestThreshold the threshold with the best F1 over all folds
 * @param thresholds what every threshold would decide about the out-of-fold predictions
 */
record ModelCard(
    String classifier,
    String embedder,
    int dimensions,
    Labels labels,
    ClassifierConfig parameters,
    long groups,
    long largestGroup,
    Quality outOfFold,
    SortedMap<Integer, Quality> folds,
    Quality length,
    Quality majority,
    double bestThreshold,
    List<Decision> thresholds) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();

  /**
   * The labels.
   *
   * @param texts how many labelled texts have a vector
   * @param positive how many of them are positive
   * @param byScore how many have which mean score, rounded half up
   */
  record Labels(long texts, long positive, SortedMap<Long, Long> byScore) {
    static Labels of(List<Example> examples) {
      return new Labels(
          examples.size(),
          examples.stream().filter(Example::positive).count(),
          examples.stream()
              .collect(
                  Collectors.groupingBy(
                      example -> Math.round(example.score()),
                      TreeMap::new,
                      Collectors.counting())));
    }
  }

  /** An evaluation with what follows from its counts. */
  record Quality(
      long texts,
      OptionalDouble rocAuc,
      OptionalDouble prAuc,
      OptionalDouble spearman,
      OptionalDouble f1,
      OptionalDouble precision,
      OptionalDouble recall,
      OptionalDouble accuracy,
      Confusion confusion) {
    static Quality of(Evaluation evaluation) {
      Confusion confusion = evaluation.confusion();
      return new Quality(
          confusion.total(),
          evaluation.rocAuc(),
          evaluation.prAuc(),
          evaluation.spearman(),
          confusion.f1(),
          confusion.precision(),
          confusion.recall(),
          confusion.accuracy(),
          confusion);
    }
  }

  /** What a threshold would decide about the labelled texts. */
  record Decision(
      double threshold,
      long taken,
      OptionalDouble precision,
      OptionalDouble recall,
      OptionalDouble f1) {
    static Decision of(ThresholdRow row) {
      Confusion confusion = row.confusion();
      return new Decision(
          row.threshold(),
          confusion.truePositives() + confusion.falsePositives(),
          confusion.precision(),
          confusion.recall(),
          confusion.f1());
    }
  }

  /** The card of a classifier whose out-of-fold predictions are {@code examples}. */
  static ModelCard of(
      String classifier, LabelledSample sample, ClassifierConfig config, List<Example> examples) {
    Ranking ranking = Evaluation.ranking(examples);
    SortedMap<Integer, List<Example>> byFold =
        examples.stream()
            .collect(Collectors.groupingBy(Example::fold, TreeMap::new, Collectors.toList()));
    SortedMap<Integer, Quality> folds = new TreeMap<>();
    byFold.forEach(
        (fold, some) -> folds.put(fold, Quality.of(Evaluation.of(some, ranking.bestThreshold()))));
    return new ModelCard(
        classifier,
        sample.embedder(),
        sample.texts().get(0).dimensions(),
        Labels.of(examples),
        config,
        sample.groups(),
        largestGroup(examples),
        Quality.of(Evaluation.acrossFolds(examples)),
        folds,
        Quality.of(Baselines.length(examples)),
        Quality.of(Baselines.majority(examples)),
        ranking.bestThreshold(),
        ranking.table().stream().map(Decision::of).toList());
  }

  private static long largestGroup(List<Example> examples) {
    return examples.stream()
        .collect(Collectors.groupingBy(Example::group, Collectors.counting()))
        .values()
        .stream()
        .mapToLong(Long::longValue)
        .max()
        .orElse(0);
  }

  /** The card for the manifest: without the table of thresholds. */
  ObjectNode summary() {
    ObjectNode card = JSON.valueToTree(this);
    card.remove("thresholds");
    return card;
  }

  /** The whole card, as a file. */
  byte[] json() {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Every card can be written as JSON", e);
    }
  }
}

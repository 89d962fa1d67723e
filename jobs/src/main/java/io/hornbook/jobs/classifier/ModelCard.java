package io.hornbook.jobs.classifier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.hornbook.common.classifier.CalibrationBin;
import io.hornbook.common.classifier.Ceiling;
import io.hornbook.common.classifier.Example;
import io.hornbook.common.classifier.Measurement;
import io.hornbook.common.classifier.Measurement.LengthSlice;
import io.hornbook.common.classifier.Quality;
import io.hornbook.common.metric.Confusion;
import io.hornbook.common.metric.ThresholdRow;
import io.hornbook.jobs.classifier.ClassifierConfig.Growth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param signals the columns of the signals that follow each vector
 * @param dimensions the length of those vectors, with the signals
 * @param labels what it was trained on
 * @param parameters how it was trained and measured: the section of the config
 * @param growth how its trees were grown: the best that was tried
 * @param tried what each growth that was tried comes to
 * @param groups how many groups of texts there are that stay in one fold
 * @param largestGroup how many texts the largest group holds
 * @param leftOut how many texts, summed over the folds, do not teach the forest that judges a fold
 *     although they are in others: near-duplicates of its own
 * @param outOfFold how well each text is predicted without its fold, and decided upon at the
 *     threshold that has the best F1 in the other folds
 * @param folds the same fold by fold
 * @param length what the length of the texts alone predicts, learned from the same folds
 * @param commentShare what their share of comments and docstrings predicts
 * @param longestTwoPercent what everything but the longest 2 % predicts
 * @param majority what the commoner class predicts
 * @param annotators how well one annotation predicts the other: the ceiling
 * @param calibration how many texts of each tenth of the predictions are positive
 * @param bySource as outOfFold, for the texts of each source
 * @param byLanguage the same of each language
 * @param byLengthDecile the same of each tenth of the texts, from the shortest on
 * @param learningCurve how well forests of fewer labels predict the same texts, the whole last
 * @param influentialFeatures the features that the trees owe most to, the first the most
 * @param bestThreshold the threshold with the best F1 over all folds
 * @param thresholds what every threshold would decide about the out-of-fold predictions
 */
record ModelCard(
    String classifier,
    String embedder,
    List<String> signals,
    int dimensions,
    Labels labels,
    ClassifierConfig parameters,
    Growth growth,
    List<GridSearch.Candidate> tried,
    long groups,
    long largestGroup,
    long leftOut,
    Quality outOfFold,
    SortedMap<Integer, Quality> folds,
    Quality length,
    Quality commentShare,
    Quality longestTwoPercent,
    Quality majority,
    Ceiling annotators,
    List<CalibrationBin> calibration,
    SortedMap<String, Quality> bySource,
    SortedMap<String, Quality> byLanguage,
    List<LengthSlice> byLengthDecile,
    List<LearningPoint> learningCurve,
    List<Influence> influentialFeatures,
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

  /**
   * What forests of fewer labels come to.
   *
   * @param share of the groups of texts that may be trained on
   * @param quality of the predictions of all texts; absent where some fold's forest would have seen
   *     one class alone
   */
  record LearningPoint(double share, Optional<Quality> quality) {}

  /**
   * How much of the trees' purity comes from a feature.
   *
   * @param dimension its place in the vector
   * @param name what it stands for, if that has a name
   * @param importance MLlib's, a share of 1
   */
  record Influence(int dimension, Optional<String> name, double importance) {}

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

  /** What a card is made of beside the predictions. */
  record Parts(
      String classifier,
      LabelledSample sample,
      ClassifierConfig config,
      GridSearch search,
      Ceiling annotators,
      List<LearningPoint> learningCurve,
      List<Influence> influentialFeatures) {}

  /** The card of a classifier whose out-of-fold predictions are measured so. */
  static ModelCard of(Parts parts, Measurement measured) {
    Map<String, Quality> baselines = measured.baselines();
    return new ModelCard(
        parts.classifier(),
        parts.sample().embedder(),
        parts.config().signals(),
        parts.sample().texts().get(0).dimensions(),
        Labels.of(parts.search().examples()),
        parts.config(),
        parts.search().chosen(),
        parts.search().tried(),
        parts.sample().groups().size(),
        largestGroup(parts.search().examples()),
        parts.sample().leftOut(),
        measured.quality(),
        measured.folds(),
        baselines.get("length"),
        baselines.get("comment_share"),
        baselines.get("longest_two_percent"),
        baselines.get("majority"),
        parts.annotators(),
        measured.calibration(),
        measured.sources(),
        measured.languages(),
        measured.lengthDeciles(),
        parts.learningCurve(),
        parts.influentialFeatures(),
        measured.ranking().bestThreshold(),
        measured.ranking().table().stream().map(Decision::of).toList());
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

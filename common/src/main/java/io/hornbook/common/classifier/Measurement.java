package io.hornbook.common.classifier;

import io.hornbook.common.metric.Bootstrap;
import io.hornbook.common.metric.Interval;
import io.hornbook.common.metric.Judgements;
import io.hornbook.common.metric.Ranking;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Measures a forest by its predictions of texts whose fold it has not seen. Every decision about a
 * text is by the threshold that has the best F1 in the other folds.
 */
public final class Measurement {
  private static final int TENTHS = 10;
  private static final double HIGHEST_SCORE = 5;

  private final Bootstrap bootstrap;
  private final boolean predictsScores;
  private final List<Example> examples;
  private final List<Judgement> judgements;

  /**
   * @param examples of two folds or more
   * @param bootstrap draws groups of near-duplicates, for the intervals
   * @param predictsScores whether five times the prediction is a score
   */
  public Measurement(List<Example> examples, Bootstrap bootstrap, boolean predictsScores) {
    this.examples = List.copyOf(examples);
    this.bootstrap = bootstrap;
    this.predictsScores = predictsScores;
    this.judgements = OtherFolds.judge(examples, ForestRule::of);
  }

  /** The forest over all folds. */
  public Quality quality() {
    return quality(judgements, predictsScores);
  }

  /** The same fold by fold. */
  public SortedMap<Integer, Quality> folds() {
    return slices(Example::fold);
  }

  /** The same for the texts of each source; by its name. */
  public SortedMap<String, Quality> sources() {
    return slices(example -> example.traits().source());
  }

  /** The same for the texts of each language; {@code unknown} where it is. */
  public SortedMap<String, Quality> languages() {
    return slices(
        example -> example.traits().language() == null ? "unknown" : example.traits().language());
  }

  /**
   * The same for ten slices of as many texts each, from the shortest on; texts of a length part.
   */
  public List<LengthSlice> lengthDeciles() {
    List<Judgement> byLength =
        judgements.stream()
            .sorted(
                Comparator.comparingLong((Judgement j) -> j.example().traits().bytes())
                    .thenComparing(j -> j.example().text().hex()))
            .toList();
    List<LengthSlice> slices = new ArrayList<>();
    for (int tenth = 0; tenth < TENTHS; tenth++) {
      List<Judgement> slice =
          byLength.subList(
              tenth * byLength.size() / TENTHS, (tenth + 1) * byLength.size() / TENTHS);
      if (!slice.isEmpty()) {
        slices.add(
            new LengthSlice(
                slice.get(0).example().traits().bytes(),
                slice.get(slice.size() - 1).example().traits().bytes(),
                quality(slice, predictsScores)));
      }
    }
    return slices;
  }

  /** What the baselines come to in the same folds, by name. */
  public Map<String, Quality> baselines() {
    Map<String, Quality> qualities = new LinkedHashMap<>();
    Baselines.all()
        .forEach(
            (name, learner) ->
                qualities.put(name, quality(OtherFolds.judge(examples, learner), false)));
    return qualities;
  }

  /** How the share of positive texts follows the predictions, by tenths of [0, 1]. */
  public List<CalibrationBin> calibration() {
    Map<Integer, List<Example>> bins =
        examples.stream()
            .collect(
                Collectors.groupingBy(
                    example -> CalibrationBin.of(example), TreeMap::new, Collectors.toList()));
    return bins.entrySet().stream()
        .map(bin -> CalibrationBin.of(bin.getKey(), bin.getValue(), bootstrap))
        .toList();
  }

  /** The ranking of all texts by their predictions: the table of thresholds. */
  public Ranking ranking() {
    return ForestRule.ranking(examples);
  }

  private <K extends Comparable<K>> SortedMap<K, Quality> slices(Function<Example, K> key) {
    SortedMap<K, Quality> slices = new TreeMap<>();
    judgements.stream()
        .collect(Collectors.groupingBy(judgement -> key.apply(judgement.example())))
        .forEach((name, slice) -> slices.put(name, quality(slice, predictsScores)));
    return slices;
  }

  private Quality quality(List<Judgement> slice, boolean scored) {
    boolean[] taken = new boolean[slice.size()];
    for (int i = 0; i < taken.length; i++) {
      taken[i] = slice.get(i).taken();
    }
    double[] predictions = slice.stream().mapToDouble(Judgement::prediction).toArray();
    List<Example> of = slice.stream().map(Judgement::example).toList();
    Judgements judged =
        new Judgements(
            ForestRule.positives(of),
            of.stream().mapToDouble(Example::score).toArray(),
            predictions,
            taken,
            scored
                ? slice.stream().mapToDouble(j -> HIGHEST_SCORE * j.prediction()).toArray()
                : new double[0]);
    Function<int[], Map<String, OptionalDouble>> metrics =
        weights -> judged.evaluation(weights).metrics();
    SortedMap<String, Interval> intervals =
        bootstrap.intervals(of.stream().map(Example::group).toList(), metrics);
    return Quality.of(judged.evaluation(), intervals);
  }

  /**
   * Texts of about a length.
   *
   * @param fromBytes the length of the shortest
   * @param toBytes the length of the longest
   */
  public record LengthSlice(long fromBytes, long toBytes, Quality quality) {}
}

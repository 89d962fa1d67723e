package io.hornbook.common.metric;

import io.hornbook.common.hash.Mix64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Percentile intervals of metrics by resampling (Efron 1979, doi:10.1214/aos/1176344552). What is
 * drawn, with replacement, are groups of examples, as many as there are: examples of a group are
 * alike, and drawn one by one they would make every interval too narrow (Field and Welsh 2007,
 * doi:10.1111/j.1467-9868.2007.00593.x). The same samples, groups and seed give the same intervals.
 */
public final class Bootstrap {
  private static final double LOW = 0.025;
  private static final double HIGH = 0.975;

  private final int samples;
  private final long seed;

  /**
   * @param samples how often is drawn; 0 gives no intervals
   * @param seed of the draws
   */
  public Bootstrap(int samples, long seed) {
    if (samples < 0) {
      throw new IllegalArgumentException(
          "Invalid bootstrap samples: " + samples + " (expected 0 or more)");
    }
    this.samples = samples;
    this.seed = seed;
  }

  /**
   * The interval of each metric by name; none for a metric that fewer than half of the draws
   * define.
   *
   * @param groups the group of each example; the order in which groups first occur counts
   * @param metrics all metrics, where each example stands for as many as its weight says
   */
  public SortedMap<String, Interval> intervals(
      List<?> groups, Function<int[], Map<String, OptionalDouble>> metrics) {
    int[] members = members(groups);
    int count = Arrays.stream(members).max().orElse(-1) + 1;
    Map<String, List<Double>> values = new HashMap<>();
    for (int sample = 0; count > 0 && sample < samples; sample++) {
      metrics
          .apply(weights(members, drawn(sample, count)))
          .forEach(
              (name, value) ->
                  value.ifPresent(
                      number -> values.computeIfAbsent(name, n -> new ArrayList<>()).add(number)));
    }
    SortedMap<String, Interval> intervals = new TreeMap<>();
    values.forEach(
        (name, drawn) -> {
          if (2 * drawn.size() >= samples) {
            intervals.put(name, interval(drawn));
          }
        });
    return intervals;
  }

  /** The number of each example's group, from 0. */
  private static int[] members(List<?> groups) {
    Map<Object, Integer> numbers = new HashMap<>();
    return groups.stream()
        .mapToInt(group -> numbers.computeIfAbsent(group, g -> numbers.size()))
        .toArray();
  }

  /** How often each group is drawn. */
  private int[] drawn(int sample, int groups) {
    SplittableRandom random = new SplittableRandom(Mix64.draw(seed, sample));
    int[] times = new int[groups];
    for (int i = 0; i < groups; i++) {
      times[random.nextInt(groups)]++;
    }
    return times;
  }

  private static int[] weights(int[] members, int[] times) {
    int[] weights = new int[members.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = times[members[i]];
    }
    return weights;
  }

  private static Interval interval(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int last = sorted.length - 1;
    return new Interval(sorted[(int) Math.floor(LOW * last)], sorted[(int) Math.ceil(HIGH * last)]);
  }
}

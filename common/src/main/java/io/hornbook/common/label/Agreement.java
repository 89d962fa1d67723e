package io.hornbook.common.label;

import io.hornbook.common.metric.RankCorrelation;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How far two annotations of the same texts agree: the ceiling for a classifier that learns from
 * them.
 *
 * @param pairs texts with both annotations
 * @param exact the share with the same score; absent without pairs
 * @param withinOne the share whose scores differ by one at most; absent without pairs
 * @param quadraticKappa Cohen's kappa with quadratic weights (1968, doi:10.1037/h0026256), at most
 *     1; absent if all scores are one and the same, or without pairs
 * @param spearman rank correlation; absent if either side has fewer than two distinct scores
 */
public record Agreement(
    long pairs,
    OptionalDouble exact,
    OptionalDouble withinOne,
    OptionalDouble quadraticKappa,
    OptionalDouble spearman) {
  /** Two scores of one text. */
  public record Pair(int first, int second) {}

  /** The agreement of the pairs. */
  public static Agreement of(List<Pair> pairs) {
    double[] first = pairs.stream().mapToDouble(Pair::first).toArray();
    double[] second = pairs.stream().mapToDouble(Pair::second).toArray();
    return new Agreement(
        pairs.size(),
        share(pairs, 0),
        share(pairs, 1),
        kappa(pairs),
        RankCorrelation.spearman(first, second));
  }

  private static OptionalDouble share(List<Pair> pairs, int distance) {
    return pairs.stream()
        .mapToInt(pair -> Math.abs(pair.first() - pair.second()) <= distance ? 1 : 0)
        .average();
  }

  /**
   * One minus the mean squared difference over that of independent annotators with the same
   * distributions of scores; with quadratic weights both need only sums.
   */
  private static OptionalDouble kappa(List<Pair> pairs) {
    long n = pairs.size();
    long firsts = 0;
    long seconds = 0;
    long squares = 0;
    long observed = 0;
    for (Pair pair : pairs) {
      long a = pair.first();
      long b = pair.second();
      firsts += a;
      seconds += b;
      squares += a * a + b * b;
      observed += (a - b) * (a - b);
    }
    // n² times the expected squared difference: n Σ(a² + b²) - 2 Σa Σb.
    long expected = n * squares - 2 * firsts * seconds;
    return expected == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(1 - (double) n * observed / expected);
  }
}

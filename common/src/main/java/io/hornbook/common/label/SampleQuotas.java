package io.hornbook.common.label;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many documents of each stratum are sampled: in proportion to the strata, by largest
 * remainders (Hamilton's method), in whole numbers that sum to the sample's size. No quota exceeds
 * its stratum, and each is within one of its exact share.
 */
public final class SampleQuotas {
  private SampleQuotas() {}

  private record Share<K>(K stratum, long quota, BigInteger remainder) {}

  /**
   * The quotas.
   *
   * @param sizes the size of each stratum, at least 1; their order breaks ties
   * @param sampleSize how many to take; all, if there are no more
   */
  public static <K extends Comparable<K>> SortedMap<K, Long> of(
      Map<K, Long> sizes, long sampleSize) {
    SortedMap<K, Long> quotas = new TreeMap<>(sizes);
    long all = sizes.values().stream().mapToLong(Long::longValue).sum();
    if (sampleSize >= all) {
      return quotas;
    }
    List<Share<K>> shares = new ArrayList<>();
    new TreeMap<>(sizes)
        .forEach((stratum, size) -> shares.add(share(stratum, size, sampleSize, all)));
    shares.forEach(share -> quotas.put(share.stratum(), share.quota()));
    long rest = sampleSize - shares.stream().mapToLong(Share::quota).sum();
    Comparator<Share<K>> byRemainder = Comparator.comparing(Share::remainder);
    shares.stream()
        .sorted(byRemainder.reversed())
        .limit(rest)
        .forEach(share -> quotas.merge(share.stratum(), 1L, Long::sum));
    return quotas;
  }

  /**
   * What a sample lacks: the quotas of a whole sample of what there is and what is labelled
   * already, less what each stratum has; where strata have more than their quota, the others share
   * what is left to label.
   *
   * @param sizes the size of each stratum that may be labelled, at least 1
   * @param labelled how many each stratum has, of any strata
   * @param sampleSize how large the whole sample is to be
   */
  public static <K extends Comparable<K>> SortedMap<K, Long> topUp(
      Map<K, Long> sizes, Map<K, Long> labelled, long sampleSize) {
    Map<K, Long> all = new TreeMap<>(sizes);
    labelled.forEach((stratum, count) -> all.merge(stratum, count, Long::sum));
    Map<K, Long> lacks = new TreeMap<>();
    of(all, sampleSize)
        .forEach(
            (stratum, quota) -> {
              long lack = quota - labelled.getOrDefault(stratum, 0L);
              if (lack > 0 && sizes.containsKey(stratum)) {
                lacks.put(stratum, Math.min(lack, sizes.get(stratum)));
              }
            });
    long left = sampleSize - labelled.values().stream().mapToLong(Long::longValue).sum();
    return left <= 0 ? new TreeMap<>() : of(lacks, left);
  }

  private static <K> Share<K> share(K stratum, long size, long sampleSize, long all) {
    BigInteger[] exact =
        BigInteger.valueOf(size)
            .multiply(BigInteger.valueOf(sampleSize))
            .divideAndRemainder(BigInteger.valueOf(all));
    return new Share<>(stratum, exact[0].longValueExact(), exact[1]);
  }
}

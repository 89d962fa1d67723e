package io.hornbook.jobs.export;

import io.hornbook.common.hash.Mix64;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which buckets go into which task, in order, and where a task cuts its file.
 *
 * @param groups the buckets of each task; every bucket is in one
 * @param maxDocuments the most documents of a file; 0 when a task writes one file
 */
record ShardPlan(List<List<Integer>> groups, long maxDocuments) implements Serializable {

  /** What a bucket holds for the corpus. */
  record Bucket(long documents, long bytes) {
    Bucket plus(long moreDocuments, long moreBytes) {
      return new Bucket(documents + moreDocuments, bytes + moreBytes);
    }
  }

  /**
   * The plan for these buckets.
   *
   * @param shardBytes the bytes that a shard should have
   * @param seed of the permutation
   */
  static ShardPlan of(List<Bucket> buckets, long shardBytes, long seed) {
    long bytes = buckets.stream().mapToLong(Bucket::bytes).sum();
    long shards = Math.max(1, Math.round((double) bytes / shardBytes));
    List<Integer> order =
        IntStream.range(0, buckets.size())
            .boxed()
            .sorted(Comparator.comparingLong(bucket -> Mix64.draw(seed, bucket)))
            .toList();
    if (shards <= order.size()) {
      return new ShardPlan(grouped(order, buckets, (int) shards), 0);
    }
    long files = ceilDiv(shards, order.size());
    long most = buckets.stream().mapToLong(Bucket::documents).max().orElse(0);
    return new ShardPlan(order.stream().map(List::of).toList(), Math.max(1, ceilDiv(most, files)));
  }

  /** Cuts the order where the sums of bytes come closest to equal parts; no part is empty. */
  private static List<List<Integer>> grouped(
      List<Integer> order, List<Bucket> buckets, int shards) {
    double share = buckets.stream().mapToLong(Bucket::bytes).sum() / (double) shards;
    List<List<Integer>> groups = new ArrayList<>();
    long taken = 0;
    int next = 0;
    for (int shard = 1; shard <= shards; shard++) {
      List<Integer> group = new ArrayList<>();
      int last = order.size() - (shards - shard);
      while (next < last) {
        long bytes = buckets.get(order.get(next)).bytes();
        if (!group.isEmpty() && shard < shards && taken + bytes / 2.0 > shard * share) {
          break;
        }
        group.add(order.get(next++));
        taken += bytes;
      }
      groups.add(List.copyOf(group));
    }
    return List.copyOf(groups);
  }

  private static long ceilDiv(long count, long parts) {
    return (count + parts - 1) / parts;
  }
}

package io.hornbook.jobs.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.testing.Seeds;
import io.hornbook.jobs.export.ShardPlan.Bucket;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShardPlanTest {
  @Test
  void everyBucketIsInOneTask() {
    RandomGenerator random = Seeds.random();
    for (int round = 0; round < 500; round++) {
      List<Bucket> buckets = buckets(random, 1 + random.nextInt(40));
      ShardPlan plan = ShardPlan.of(buckets, 1 + random.nextInt(5000), random.nextLong());

      assertThat(plan.groups()).noneMatch(List::isEmpty);
      assertThat(plan.groups().stream().flatMap(List::stream).sorted())
          .containsExactlyElementsOf(IntStream.range(0, buckets.size()).boxed().toList());
    }
  }

  @Test
  void fewShardsAreWholeBucketsOfAboutEqualSize() {
    List<Bucket> buckets = Collections.nCopies(64, new Bucket(100, 1000));

    ShardPlan plan = ShardPlan.of(buckets, 6400, 42);

    assertThat(plan.maxDocuments()).isZero();
    assertThat(plan.groups()).hasSize(10).allMatch(group -> group.size() == 6 || group.size() == 7);
  }

  @Test
  void shardsStayEvenWhenBucketsAreNot() {
    RandomGenerator random = Seeds.random(7);
    List<Bucket> buckets =
        IntStream.range(0, 100).mapToObj(i -> new Bucket(1, 500 + random.nextInt(1000))).toList();
    long bytes = buckets.stream().mapToLong(Bucket::bytes).sum();

    ShardPlan plan = ShardPlan.of(buckets, bytes / 10, 42);

    assertThat(plan.groups()).hasSize(10);
    for (List<Integer> group : plan.groups()) {
      long size = group.stream().mapToLong(bucket -> buckets.get(bucket).bytes()).sum();
      assertThat(size).isBetween(bytes / 10 - 1500, bytes / 10 + 1500);
    }
  }

  @Test
  void manyShardsCutEachBucketByItsDocuments() {
    ShardPlan plan = ShardPlan.of(List.of(new Bucket(100, 1000), new Bucket(91, 900)), 300, 42);

    assertThat(plan.groups()).hasSize(2).allMatch(group -> group.size() == 1);
    // 1900 bytes are 6 shards of 300, so 3 of each bucket.
    assertThat(plan.maxDocuments()).isEqualTo(34);
  }

  @Test
  void theOrderOfTheBucketsIsTheSeeds() {
    List<Bucket> buckets = Collections.nCopies(20, new Bucket(1, 1));

    List<List<Integer>> first = ShardPlan.of(buckets, 1, 1).groups();

    assertThat(ShardPlan.of(buckets, 1, 1).groups()).isEqualTo(first);
    assertThat(ShardPlan.of(buckets, 1, 2).groups()).isNotEqualTo(first);
    assertThat(first.stream().map(group -> group.get(0)).toList())
        .isNotEqualTo(IntStream.range(0, 20).boxed().toList());
  }

  @Test
  void nothingIsOneEmptyShard() {
    assertThat(ShardPlan.of(List.of(new Bucket(0, 0), new Bucket(0, 0)), 100, 42).groups())
        .hasSize(1);
  }

  private static List<Bucket> buckets(RandomGenerator random, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Bucket(random.nextInt(10), random.nextInt(2000)))
        .toList();
  }
}

package io.hornbook.jobs.export;

import java.util.List;
import org.apache.spark.Partition;
import org.apache.spark.rdd.PartitionCoalescer;
import org.apache.spark.rdd.PartitionGroup;
import org.apache.spark.rdd.RDD;
import scala.Option;

/** Puts whole buckets into tasks, as a plan says and wherever their blocks lie. */
final class GroupedBuckets implements PartitionCoalescer, java.io.Serializable {
  private final ShardPlan plan;

  GroupedBuckets(ShardPlan plan) {
    this.plan = plan;
  }

  @Override
  public PartitionGroup[] coalesce(int maxPartitions, RDD<?> buckets) {
    Partition[] partitions = buckets.partitions();
    return plan.groups().stream()
        .map(group -> group(group, partitions))
        .toArray(PartitionGroup[]::new);
  }

  private static PartitionGroup group(List<Integer> buckets, Partition[] partitions) {
    PartitionGroup group = new PartitionGroup(Option.empty());
    buckets.forEach(bucket -> group.partitions().addOne(partitions[bucket]));
    return group;
  }
}

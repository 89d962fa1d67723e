package io.hornbook.jobs.export;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.Partition;
import org.apache.spark.rdd.PartitionCoalescer;
import org.apache.spark.rdd.PartitionGroup;
import org.apache.spark.rdd.RDD;
import scala.Option;

/**
 * Puts whole buckets into tasks, as a plan says and wherever their blocks lie. The partitions are
 * the buckets of one run after the other; those of one number, of whatever run, stay together.
 */
final class GroupedBuckets implements PartitionCoalescer, java.io.Serializable {
  private final ShardPlan plan;
  private final List<Integer> partitions;

  /**
   * @param partitions how many each run has; not the number of buckets only where it has no rows
   */
  GroupedBuckets(ShardPlan plan, List<Integer> partitions) {
    this.plan = plan;
    this.partitions = new ArrayList<>(partitions);
  }

  @Override
  public PartitionGroup[] coalesce(int maxPartitions, RDD<?> buckets) {
    Partition[] all = buckets.partitions();
    return plan.groups().stream().map(group -> group(group, all)).toArray(PartitionGroup[]::new);
  }

  private PartitionGroup group(List<Integer> buckets, Partition[] all) {
    PartitionGroup group = new PartitionGroup(Option.empty());
    for (int bucket : buckets) {
      int start = 0;
      for (int count : partitions) {
        if (bucket < count) {
          group.partitions().addOne(all[start + bucket]);
        }
        start += count;
      }
    }
    return group;
  }
}

package io.hornbook.jobs.run;

import java.util.Map;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;

/**
 * The Spark session of a process: what the results depend on is set here, in code; what only speed
 * depends on is left to {@code spark-defaults.conf} and the command line.
 */
public final class Sessions {
  private static final Map<String, String> REQUIRED =
      Map.of(
          // A bucketed scan stays bucketed: a task is a bucket, whatever the query.
          "spark.sql.sources.bucketing.autoBucketedScan.enabled", "false",
          // One sorted file a bucket: merge joins need no sort of the side that holds text.
          "spark.sql.legacy.bucketedTableScan.outputOrdering", "true",
          "spark.sql.join.preferSortMergeJoin", "true",
          // A join broadcasts only where the code says so: never a table that grows with the
          // corpus.
          "spark.sql.autoBroadcastJoinThreshold", "-1",
          "spark.sql.adaptive.autoBroadcastJoinThreshold", "-1",
          "spark.sql.session.timeZone", "UTC",
          "spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS",
          // Files of one column order and one name pattern; no Hive.
          "spark.sql.catalogImplementation", "in-memory");
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "spark.sql.parquet.compression.codec", "zstd",
          // Text is long: a batch of 4,096 documents falls out of the caches.
          "spark.sql.parquet.columnarReaderBatchSize", "64",
          // Up to so many partitions a task of an exchange opens a file for each, which takes
          // longer than to sort its rows.
          "spark.shuffle.sort.bypassMergeThreshold", "1",
          // 64 MB: a reader holds one row group of every column that it reads.
          "spark.hadoop.parquet.block.size", "67108864",
          // S3 has no rename: the magic committer uploads each file to its place, and the job's
          // commit makes all of them appear. Other file systems keep the committer that renames.
          "spark.hadoop.mapreduce.outputcommitter.factory.scheme.s3a",
              "org.apache.hadoop.fs.s3a.commit.S3ACommitterFactory",
          "spark.hadoop.fs.s3a.committer.name", "magic",
          // What a killed attempt has begun to upload goes with its folder: a store bills it until
          // then.
          "spark.hadoop.fs.s3a.directory.operations.purge.uploads", "true",
          "spark.sql.sources.commitProtocolClass",
              "org.apache.spark.internal.io.cloud.PathOutputCommitProtocol",
          "spark.sql.parquet.output.committer.class",
              "org.apache.spark.internal.io.cloud.BindingParquetOutputCommitter");

  private static final String PARTITIONS = "spark.sql.shuffle.partitions";
  private static final int PARTITIONS_A_BUCKET = 4;
  private static final int PARTITIONS_A_CORE = 2;

  private Sessions() {}

  /** The configuration of a process: the given one, completed. */
  public static SparkConf configured(SparkConf conf) {
    SparkConf complete = conf.clone().setIfMissing("spark.master", "local[*]");
    complete.setIfMissing("spark.app.name", "hornbook");
    DEFAULTS.forEach(complete::setIfMissing);
    REQUIRED.forEach(complete::set);
    return complete;
  }

  /** Starts the session, or finds the one that runs. */
  public static SparkSession start(SparkConf conf) {
    return SparkSession.builder().config(configured(conf)).getOrCreate();
  }

  /** The session, its exchanges as wide as a run of so many buckets needs them. */
  static SparkSession fitted(SparkSession session, int buckets) {
    int cores = session.sparkContext().defaultParallelism();
    partitions(session.sparkContext().getConf(), cores, buckets)
        .ifPresent(partitions -> session.conf().set(PARTITIONS, Integer.toString(partitions)));
    return session;
  }

  /**
   * How many partitions the exchanges of a run have: a few for each of its buckets, which hold
   * about a gigabyte of text, and for each core; empty where the configuration of the process says
   * how many. A task pays for each partition, however few rows there are.
   */
  static OptionalInt partitions(SparkConf conf, int cores, int buckets) {
    return conf.contains(PARTITIONS)
        ? OptionalInt.empty()
        : OptionalInt.of(Math.max(PARTITIONS_A_BUCKET * buckets, PARTITIONS_A_CORE * cores));
  }

  /** The Hadoop configuration that a session of this configuration would have. */
  public static Configuration hadoop(SparkConf conf) {
    return SparkHadoopUtil.get().newConfiguration(configured(conf));
  }
}

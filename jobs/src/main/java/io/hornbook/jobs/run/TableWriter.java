package io.hornbook.jobs.run;

import io.hornbook.jobs.table.Table;
import io.hornbook.jobs.table.Table.Layout;
import java.util.UUID;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.physical.HashPartitioning;
import org.apache.spark.sql.catalyst.plans.physical.Partitioning;
import org.apache.spark.sql.execution.datasources.DataSource;
import org.apache.spark.sql.functions;

/** Writes the files of an attempt. */
final class TableWriter {
  private static final String KEY = "document_id";

  private final int buckets;

  TableWriter(int buckets) {
    this.buckets = buckets;
  }

  /** Writes the declared columns of {@code rows} into {@code folder}. */
  void write(Table table, Dataset<Row> rows, Path folder) {
    Dataset<Row> declared = rows.select(table.columns());
    if (table.layout() == Layout.PLAIN) {
      declared.write().mode(SaveMode.ErrorIfExists).parquet(folder.toString());
    } else {
      bucketed(inBuckets(declared, table.key()).write(), table.key(), folder, rows.sparkSession());
    }
  }

  /**
   * Writes several tables in one pass over {@code rows}: a row belongs to the table whose name its
   * {@code discriminator} column holds, and lies in the folder {@code <discriminator>=<table>}. The
   * rows carry the columns of all the tables, and each table is read with its own.
   */
  void writeTogether(String discriminator, Dataset<Row> rows, Path folder) {
    bucketed(
        inBuckets(rows, KEY).write().partitionBy(discriminator), KEY, folder, rows.sparkSession());
  }

  // Only saveAsTable takes buckets; the catalog entry in memory is dropped at once, its files stay.
  private void bucketed(
      DataFrameWriter<Row> writer, String key, Path folder, SparkSession session) {
    String entry = "hornbook_" + UUID.randomUUID().toString().replace("-", "");
    try {
      writer
          .mode(SaveMode.ErrorIfExists)
          .format("parquet")
          .bucketBy(buckets, key)
          .sortBy(key)
          .option("path", folder.toString())
          .option(DataSource.GLOB_PATHS_KEY(), false) // the path is no pattern
          .saveAsTable(entry);
    } finally {
      session.sql("DROP TABLE IF EXISTS " + entry);
    }
  }

  /**
   * {@code rows} with the buckets as their partitions, by an exchange unless they are that already.
   */
  private Dataset<Row> inBuckets(Dataset<Row> rows, String key) {
    return areBuckets(rows, key) ? rows : rows.repartition(buckets, functions.col(key));
  }

  private boolean areBuckets(Dataset<Row> rows, String key) {
    Partitioning partitioning =
        ((org.apache.spark.sql.classic.Dataset<Row>) rows)
            .queryExecution()
            .executedPlan()
            .outputPartitioning();
    return partitioning instanceof HashPartitioning hash
        && hash.numPartitions() == buckets
        && hash.expressions().size() == 1
        && hash.expressions().apply(0) instanceof NamedExpression column
        && column.name().equals(key);
  }
}

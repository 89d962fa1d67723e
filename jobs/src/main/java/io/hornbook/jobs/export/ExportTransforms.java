package io.hornbook.jobs.export;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.spark_partition_id;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.hornbook.jobs.table.SignalsTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import scala.Option;

/** The steps of the export, each from rows to rows. All tables are bucketed by document_id. */
final class ExportTransforms {
  static final String TOKENS = "tokens_v1";
  static final String CUTS = "cuts";

  private static final String KEY = "document_id";

  /** What a card lists at most: more are expressions that hardly any document has. */
  private static final int LICENCES = 100;

  private ExportTransforms() {}

  /** The kept documents, with their quality, tokens, sensitive spans and cuts. */
  static Dataset<Row> kept(
      Dataset<Row> documents, Dataset<Row> selection, Dataset<Row> signals, Dataset<Row> scores) {
    return documents
        .join(selection.where(col("keep")).select(KEY, CUTS), using())
        .join(signals.select(KEY, TOKENS, SignalsTable.SENSITIVE), using())
        .join(scores.select(KEY, "quality"), using(), "left_outer");
  }

  /** The documents that the draw takes, or the others. */
  static Dataset<Row> drawn(Dataset<Row> kept, HeldOutDraw draw, boolean taken) {
    return kept.where(udf(draw, DataTypes.BooleanType).apply(col(KEY)).equalTo(taken));
  }

  /** The shingle set of each document, of all runs. */
  static List<long[]> shingleSets(List<Dataset<Row>> documents, TextShingles shingles) {
    UserDefinedFunction sets = udf(shingles, DataTypes.createArrayType(DataTypes.LongType, false));
    return documents.stream()
        .flatMap(run -> run.select(sets.apply(col("text"))).collectAsList().stream())
        .map(row -> row.<Long>getList(0).stream().mapToLong(Long::longValue).toArray())
        .toList();
  }

  /** The ids of the documents whose text is near to a held-out one. */
  static Dataset<Row> nearIds(List<Dataset<Row>> documents, NearHeldOut isNear) {
    UserDefinedFunction near = udf(isNear, DataTypes.BooleanType);
    return documents.stream()
        .map(run -> run.where(near.apply(col("text"))).select(KEY))
        .reduce(Dataset::union)
        .orElseThrow();
  }

  /** The documents but those of these ids, which are few. */
  static Dataset<Row> without(Dataset<Row> documents, Dataset<Row> ids) {
    return documents.join(broadcast(ids), using(), "left_anti");
  }

  /**
   * Documents and bytes of each bucket, summed over the runs.
   *
   * @param kept of each run; the partitions are the buckets
   */
  static List<ShardPlan.Bucket> buckets(List<Dataset<Row>> kept) {
    int buckets = partitions(kept).stream().mapToInt(Integer::intValue).max().orElseThrow();
    List<ShardPlan.Bucket> sums =
        new ArrayList<>(Collections.nCopies(buckets, new ShardPlan.Bucket(0, 0)));
    for (Dataset<Row> run : kept) {
      // One small row a bucket comes to the driver.
      run.groupBy(spark_partition_id())
          .agg(count(lit(1)), sum("bytes"))
          .collectAsList()
          .forEach(
              row ->
                  sums.set(
                      row.getInt(0), sums.get(row.getInt(0)).plus(row.getLong(1), row.getLong(2))));
    }
    return sums;
  }

  private static List<Integer> partitions(List<Dataset<Row>> kept) {
    return kept.stream().map(run -> run.javaRDD().getNumPartitions()).toList();
  }

  /**
   * The documents as the corpus has them, in the plan's tasks and in their shuffled order.
   *
   * @param kept of each run
   */
  static Dataset<Row> shuffled(List<Dataset<Row>> kept, ShardPlan plan, PreparedDocuments prepare) {
    GroupedBuckets groups = new GroupedBuckets(plan, partitions(kept));
    SparkSession session = (SparkSession) kept.get(0).sparkSession();
    RDD<Row> grouped =
        kept.stream()
            .map(run -> run.javaRDD().mapPartitions(prepare))
            .reduce(JavaRDD::union)
            .orElseThrow()
            .rdd()
            .coalesce(plan.groups().size(), false, Option.apply(groups), null);
    return session
        .createDataFrame(grouped, PreparedDocuments.SCHEMA)
        .sortWithinPartitions(PreparedDocuments.ORDER, KEY);
  }

  /** How many of the documents have anything to redact. */
  static long sensitive(Dataset<Row> kept) {
    return kept.where(size(col(SignalsTable.SENSITIVE)).gt(0)).count();
  }

  /** Documents, bytes and tokens of the corpus by source and language. */
  static Dataset<Row> bySource(Dataset<Row> corpus) {
    return corpus
        .groupBy(col("source"), coalesce(col("language"), lit("unknown")).as("language"))
        .agg(count(lit(1)).as("documents"), sum("bytes").as("bytes"), sum("tokens").as("tokens"))
        .orderBy("source", "language");
  }

  /**
   * Documents of the corpus by licence, the commonest {@value #LICENCES} first: {@code unknown}
   * where nothing is known, {@code none} where it is known that there is none.
   */
  static Dataset<Row> byLicence(Dataset<Row> corpus) {
    Column named =
        when(col("licences").isNull(), array(lit("unknown")))
            .when(size(col("licences")).equalTo(0), array(lit("none")))
            .otherwise(array_distinct(col("licences")));
    return corpus
        .select(explode(named).as("licence"))
        .groupBy("licence")
        .agg(count(lit(1)).as("documents"))
        .orderBy(col("documents").desc(), col("licence"))
        .limit(LICENCES);
  }

  private static String[] using() {
    return new String[] {KEY};
  }
}

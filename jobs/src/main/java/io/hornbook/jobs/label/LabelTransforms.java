package io.hornbook.jobs.label;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.percentile;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Which texts are labelled, and by what strata. */
final class LabelTransforms {
  static final int DECILES = 10;
  static final StructType QUOTAS =
      StructType.fromDDL("stratum STRING, quota BIGINT, rank_below BIGINT");

  private static final double RANKS = 0x1p52;
  private static final String SEPARATOR = "\u0000";

  private LabelTransforms() {}

  /** One row a distinct text: the document of the smallest id stands for it. No text is read. */
  static Dataset<Row> distinctTexts(Dataset<Row> documents) {
    Column[] others =
        Stream.concat(
                Stream.of("document_id"),
                Stream.of(documents.columns())
                    .filter(name -> !List.of("document_id", "content_sha256").contains(name)))
            .map(functions::col)
            .toArray(Column[]::new);
    return documents
        .groupBy(col("content_sha256"))
        .agg(min(struct(others)).as("document"))
        .select(col("content_sha256"), col("document.*"));
  }

  /** One row: the exact deciles of {@code bytes} between the ten tenths, rising. */
  static Dataset<Row> lengthDeciles(Dataset<Row> texts) {
    Column[] tenths =
        IntStream.range(1, DECILES).mapToObj(i -> lit(i / (double) DECILES)).toArray(Column[]::new);
    return texts.agg(percentile(col("bytes"), array(tenths)).as("deciles"));
  }

  /** The texts with their length decile, and {@code stratum}: source, language and decile. */
  static Dataset<Row> withStratum(Dataset<Row> texts, List<Double> deciles) {
    Column decile = lit(0);
    for (double edge : deciles) {
      decile = decile.plus(when(col("bytes").gt(edge), 1).otherwise(0));
    }
    Column stratum =
        concat_ws(SEPARATOR, col("source"), coalesce(col("language"), lit("")), decile);
    return texts.withColumn("decile", decile).withColumn("stratum", stratum);
  }

  /** The size of each stratum: {@code stratum}, {@code count}. */
  static Dataset<Row> strata(Dataset<Row> texts) {
    return texts.groupBy("stratum").count();
  }

  /** The texts with {@code rank}: the order of {@link SampleRank}. */
  static Dataset<Row> withRank(Dataset<Row> texts, long seed) {
    return texts.withColumn(
        "rank", udf(new SampleRank(seed), DataTypes.LongType).apply(col("content_sha256")));
  }

  /** The documents that have a score, with it as {@code quality}; both are in the same buckets. */
  static Dataset<Row> withScore(Dataset<Row> documents, Dataset<Row> scores) {
    return documents.join(scores.select("document_id", "quality"), "document_id");
  }

  /** The texts with {@code rank}: how far {@code quality} lies from {@code unsure}. */
  static Dataset<Row> withUncertainty(Dataset<Row> texts, double unsure) {
    return texts.withColumn(
        "rank", abs(col("quality").minus(unsure)).multiply(RANKS).cast(DataTypes.LongType));
  }

  /**
   * The first texts of each stratum in the order of {@code rank}, as many as its quota. Only those
   * whose rank is below {@code rank_below}, which holds a few more, are sorted.
   */
  static Dataset<Row> sampled(Dataset<Row> texts, Dataset<Row> quotas) {
    Column place =
        row_number()
            .over(Window.partitionBy("stratum").orderBy(col("rank"), col("content_sha256")));
    return texts
        .join(broadcast(quotas), "stratum")
        .where(col("rank").lt(col("rank_below")))
        .withColumn("place", place)
        .where(col("place").leq(col("quota")))
        .drop("rank", "place", "quota", "rank_below", "stratum");
  }

  /** The texts with {@code replicates}: 2 for about {@code share} of them, 1 for the others. */
  static Dataset<Row> withReplicates(Dataset<Row> texts, double share, long seed) {
    Column rank = udf(new SampleRank(~seed), DataTypes.LongType).apply(col("content_sha256"));
    return texts.withColumn(
        "replicates", when(rank.lt(share * Long.MAX_VALUE), lit(2)).otherwise(lit(1)));
  }

  /** The texts of documents by their id. */
  static Dataset<Row> texts(Dataset<Row> documents) {
    return documents.select("document_id", "text");
  }

  /** The sampled documents with their text, of {@link #texts}; no exchange carries it. */
  static Dataset<Row> withText(Dataset<Row> sample, Dataset<Row> texts) {
    return texts
        .join(broadcast(sample.drop("quality")), "document_id")
        .select("content_sha256", "source", "path", "language", "decile", "replicates", "text");
  }

  /** The documents whose text has a label in {@code labels}; the labels go to every task. */
  static Dataset<Row> labelled(Dataset<Row> documents, Dataset<Row> labels) {
    return byLabel(documents, labels, "left_semi");
  }

  /** The documents whose text has no label in {@code labels}; the labels go to every task. */
  static Dataset<Row> unlabelled(Dataset<Row> documents, Dataset<Row> labels) {
    return byLabel(documents, labels, "left_anti");
  }

  private static Dataset<Row> byLabel(Dataset<Row> documents, Dataset<Row> labels, String join) {
    Dataset<Row> contents = labels.select("content_sha256").distinct();
    return documents.join(
        broadcast(contents),
        documents.col("content_sha256").equalTo(contents.col("content_sha256")),
        join);
  }

  /** The first {@code each} texts of each score in the order of {@link SampleRank}. */
  static Dataset<Row> evenly(Dataset<Row> labels, int each, long seed) {
    Column place =
        row_number().over(Window.partitionBy("score").orderBy(col("rank"), col("content_sha256")));
    return withRank(labels, seed).withColumn("place", place).where(col("place").leq(each));
  }

  /** The documents' columns that a sample is drawn by; no text among them. */
  static Dataset<Row> evidence(Dataset<Row> documents) {
    return documents.select("document_id", "source", "path", "language", "bytes", "content_sha256");
  }

  /** The distinct texts of the documents whose hash is among {@code labelled} (content_sha256). */
  static Dataset<Row> found(Dataset<Row> documents, Dataset<Row> labelled) {
    return distinctTexts(documents.join(broadcast(labelled), "content_sha256"));
  }
}

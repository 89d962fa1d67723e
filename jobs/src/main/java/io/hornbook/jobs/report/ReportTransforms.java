package io.hornbook.jobs.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.explode_outer;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.hex;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import scala.jdk.javaapi.CollectionConverters;

/** Counts and samples of a run's tables, of a size that does not depend on theirs. */
final class ReportTransforms {
  static final String ID = "document_id";

  /** More values than these, and Spark asks a Parquet file for their range alone. */
  private static final int IDS_A_FILTER = 10;

  private static final int TENTHS = 10;

  private ReportTransforms() {}

  /** Documents without their text, and {@code keep}: null where there is no verdict. */
  static Dataset<Row> withVerdict(Dataset<Row> documents, Dataset<Row> selection) {
    return documents
        .drop("text")
        .join(
            selection.select(ID, "keep"),
            CollectionConverters.asScala(List.of(ID)).toSeq(),
            "left");
  }

  /** Documents without their text, where nothing is decided yet. */
  static Dataset<Row> withoutVerdict(Dataset<Row> documents) {
    return documents.drop("text").withColumn("keep", lit(null).cast("boolean"));
  }

  /**
   * How many documents and bytes there are, and how many documents are kept, by what a column says:
   * the most frequent values first.
   */
  static Dataset<Row> counted(Dataset<Row> documents, String column, int most) {
    return documents
        .groupBy(col(column).as("name"))
        .agg(
            count(lit(1)).as("documents"),
            sum("bytes").as("bytes"),
            sum(col("keep").cast("bigint")).as("kept"))
        .orderBy(col("documents").desc(), col("name"))
        .limit(most);
  }

  /** A row for each licence of each document. */
  static Dataset<Row> byLicence(Dataset<Row> documents) {
    return documents.withColumn("licence", explode_outer(col("licences")));
  }

  /** A few scored documents of each tenth of quality. */
  static Dataset<Row> sampledByTenth(Dataset<Row> scores, int most) {
    Column tenth = least(floor(col("quality").multiply(TENTHS)), lit(TENTHS - 1L));
    return sampled(scores.select(col(ID), col("quality"), tenth.as("tenth")), "tenth", most);
  }

  /** A few dropped documents of each reason that is the first of theirs. */
  static Dataset<Row> sampledByReason(Dataset<Row> selection, int most) {
    Column reason = element_at(col("reasons"), 1);
    return sampled(
        selection.where(not(col("keep"))).select(col(ID), col("reasons"), reason.as("reason")),
        "reason",
        most);
  }

  /** A few duplicates of each kind, but for those whose text is their survivor's. */
  static Dataset<Row> sampledDuplicates(Dataset<Row> duplicates, String exact, int most) {
    return sampled(
        duplicates
            .where(col("kind").notEqual(exact))
            .select(col(ID), col("kind"), col("survivor_id"), col("jaccard"), col("cluster_size")),
        "kind",
        most);
  }

  /** A few finds of each benchmark and method. */
  static Dataset<Row> sampledFinds(Dataset<Row> contamination, int most) {
    Dataset<Row> named = contamination.withColumn("found", struct("benchmark", "method"));
    return sampled(named, "found", most).drop("found");
  }

  /** The same few rows each time: those whose ids have the least hash values. */
  private static Dataset<Row> sampled(Dataset<Row> rows, String group, int most) {
    Column place = row_number().over(Window.partitionBy(group).orderBy(xxhash64(col(ID)), col(ID)));
    return rows.withColumn("place", place).where(col("place").leq(most)).drop("place");
  }

  /**
   * The documents of these ids, with the beginning of their text.
   *
   * @param characters of the text, at most
   */
  static Dataset<Row> beginnings(Dataset<Row> documents, List<byte[]> ids, int characters) {
    return documents
        .where(isOneOf(ids))
        .select(
            lower(hex(col(ID))).as("id"),
            col("source"),
            col("repository"),
            col("path"),
            col("language"),
            col("licences"),
            col("bytes"),
            substring(col("text"), 1, characters).as("text"));
  }

  /** Whole texts of the documents of these ids. */
  static Dataset<Row> texts(Dataset<Row> documents, List<byte[]> ids) {
    return documents
        .where(isOneOf(ids))
        .select(lower(hex(col(ID))).as("id"), col("path"), col("text"));
  }

  private static Column isOneOf(List<byte[]> ids) {
    Column any = lit(false);
    for (int from = 0; from < ids.size(); from += IDS_A_FILTER) {
      List<byte[]> some = ids.subList(from, Math.min(ids.size(), from + IDS_A_FILTER));
      any = any.or(col(ID).isin(some.toArray()));
    }
    return any;
  }
}

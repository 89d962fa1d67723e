package io.hornbook.jobs.decontaminate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.udf;

import io.hornbook.common.contamination.ContaminationIndex;
import io.hornbook.common.ngram.ItemMatch;
import java.util.BitSet;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;

/** The steps of decontamination, each from rows to rows. */
final class DecontaminateTransforms {
  private DecontaminateTransforms() {}

  /**
   * What documents have of the items: document_id, found and unexplained. Documents that have
   * nothing are left out.
   *
   * @param documents with document_id, language and text
   */
  static Dataset<Row> found(Dataset<Row> documents, Broadcast<ContaminationIndex> index) {
    UserDefinedFunction findItems = udf(new FindItems(index), FindItems.SCHEMA);
    return documents
        .select(
            col("document_id"),
            findItems.apply(col("text").cast(DataTypes.BinaryType), col("language")).as("findings"))
        .where(col("findings").isNotNull())
        .select(col("document_id"), col("findings.*"));
  }

  /**
   * The n-grams that so many documents have which hold none of their items, with how many: never
   * more than the benchmarks have.
   *
   * @param found of {@link #found}
   */
  static Dataset<Row> idioms(Dataset<Row> found, long documents) {
    return found
        .select(explode(col("unexplained")).as("ngram"))
        .groupBy("ngram")
        .agg(count(lit(1)).as("documents"))
        .where(col("documents").geq(documents))
        .orderBy(col("documents").desc(), col("ngram"));
  }

  /**
   * One row for each item that a document holds and each method that finds it.
   *
   * @param found of {@link #found}
   * @param idioms the numbers of the n-grams that do not count
   */
  static Dataset<Row> contamination(
      Dataset<Row> found, Broadcast<ContaminationIndex> index, BitSet idioms) {
    UserDefinedFunction withoutIdioms = udf(new WithoutIdioms(index, idioms), WithoutIdioms.SCHEMA);
    return found
        .select(col("document_id"), explode(withoutIdioms.apply(col("found"))).as("match"))
        .select(col("document_id"), col("match.*"));
  }

  /** Of each benchmark and method the so many rows of the least similarity, the doubtful ones. */
  static Dataset<Row> samples(Dataset<Row> contamination, int each) {
    WindowSpec order =
        Window.partitionBy("benchmark", "method").orderBy("similarity", "document_id", "item");
    return contamination
        .withColumn("place", row_number().over(order))
        .where(col("place").leq(each))
        .orderBy("benchmark", "method", "place");
  }

  /** How many items and documents the method ast finds at a rate and above, by benchmark. */
  static Dataset<Row> atRate(Dataset<Row> contamination, double rate) {
    return contamination
        .where(col("method").equalTo(ItemMatch.AST).and(col("similarity").geq(rate)))
        .groupBy("benchmark")
        .agg(countDistinct("document_id").as("documents"), countDistinct("item").as("items"))
        .orderBy("benchmark");
  }

  /** Rows, documents and items of each benchmark and method. */
  static Dataset<Row> hits(Dataset<Row> contamination) {
    return contamination
        .groupBy("benchmark", "method")
        .agg(
            count(lit(1)).as("matches"),
            countDistinct("document_id").as("documents"),
            countDistinct("item").as("items"))
        .orderBy("benchmark", "method");
  }
}

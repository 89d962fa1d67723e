package io.hornbook.jobs.classifier;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** From labels, vectors and texts to the rows that a forest is trained on. */
final class ClassifierTransforms {
  private static final String CONTENT = "content_sha256";

  private ClassifierTransforms() {}

  /**
   * One row a labelled text: {@code score_sum} over {@code labels} of them, whatever replicate and
   * annotator they are from.
   */
  static Dataset<Row> labelledTexts(Dataset<Row> labels) {
    return labels.groupBy(CONTENT).agg(sum("score").as("score_sum"), count(lit(1)).as("labels"));
  }

  /** One row a labelled text that has a document. */
  static Dataset<Row> labelledContents(Dataset<Row> documents, Dataset<Row> labelledTexts) {
    return ofLabelled(documents, labelledTexts).select(CONTENT).distinct();
  }

  /** One row a labelled text that has a vector: of equal texts, that of the smallest document. */
  static Dataset<Row> labelledVectors(Dataset<Row> embeddings, Dataset<Row> labelledTexts) {
    return ofLabelled(embeddings, labelledTexts)
        .groupBy(CONTENT)
        .agg(min(struct("document_id", "embedder", "vector")).as("first"))
        .select(CONTENT, "first.embedder", "first.vector");
  }

  /**
   * One row a labelled text: what the folds and the model card ask of it, and the values of {@code
   * features}. The text itself is not exchanged.
   *
   * @param key what keeps texts in one fold, an expression over documents; null: nothing
   */
  static Dataset<Row> labelledTraits(
      Dataset<Row> documents,
      Dataset<Row> labelledTexts,
      TextBands textBands,
      TextMeasures textMeasures,
      Column key) {
    Column text = col("text").cast("binary");
    Column bands = udf(textBands, DataTypes.createArrayType(DataTypes.LongType, false)).apply(text);
    Column measures =
        udf(textMeasures, TextMeasures.SCHEMA)
            .apply(text, col("language"), col("path"), col("licences"));
    return ofLabelled(documents, labelledTexts)
        .select(
            col(CONTENT),
            struct(
                    col("document_id"),
                    col("source"),
                    col("language"),
                    col("bytes"),
                    key.as("fold_key"),
                    bands.as("bands"),
                    measures.as("measures"))
                .as("document"))
        .groupBy(CONTENT)
        .agg(min_by(col("document"), col("document.document_id")).as("first"))
        .select(
            CONTENT,
            "first.source",
            "first.language",
            "first.bytes",
            "first.fold_key",
            "first.bands",
            "first.measures.commentary_share",
            "first.measures.features");
  }

  /**
   * What keeps documents in one fold; null where only being near-duplicates does: for nothing, and
   * for the repository of a document that has none.
   */
  static Column foldKey(ClassifierConfig.GroupBy groupBy) {
    Column repository = to_json(array(col("source"), col("repository")));
    return switch (groupBy) {
      case NONE -> lit(null).cast("string");
      case REPOSITORY -> when(col("repository").isNotNull(), repository);
      case FOLDER -> concat(repository, lit(" "), regexp_replace(col("path"), "[^/]*$", ""));
    };
  }

  /**
   * Two annotations of each text that has two: the first two replicates of an annotator, or else of
   * two annotators, by their names.
   */
  static Dataset<Row> annotatedTwice(Dataset<Row> labels) {
    return labels
        .groupBy(CONTENT)
        .agg(sort_array(collect_list(struct("annotator", "replicate", "score"))).as("all"))
        .where(size(col("all")).geq(2))
        .selectExpr(CONTENT, "all[0].score AS first", "all[1].score AS second");
  }

  /** The rows about labelled texts, in place: the labels are few enough to go to every task. */
  private static Dataset<Row> ofLabelled(Dataset<Row> rows, Dataset<Row> labelledTexts) {
    Dataset<Row> contents = labelledTexts.select(CONTENT);
    return rows.join(
        broadcast(contents), rows.col(CONTENT).equalTo(contents.col(CONTENT)), "left_semi");
  }

  /** The group of near-duplicates and the fold of each text, found in one task. */
  static Dataset<Row> withFolds(Dataset<Row> traits, TextGroups groups) {
    Dataset<Row> folds =
        traits
            .select(CONTENT, "bands", "fold_key")
            .coalesce(1)
            .mapPartitions(groups, Encoders.row(TextGroups.SCHEMA));
    return traits.drop("bands", "fold_key").join(folds, CONTENT);
  }

  /**
   * The rows that forests are trained on, in the partitions and the order that the trees depend on.
   */
  static Dataset<Row> trainingTexts(
      Dataset<Row> labelledTexts,
      Dataset<Row> vectors,
      Dataset<Row> folds,
      int minScore,
      int partitions) {
    return labelledTexts
        .join(vectors, CONTENT)
        .join(folds, CONTENT)
        .withColumn("positive", col("score_sum").geq(col("labels").multiply(minScore)))
        .withColumn("vector", concat(col("vector"), col("features")))
        .drop("features")
        .repartition(partitions, col(CONTENT))
        .sortWithinPartitions(CONTENT);
  }
}

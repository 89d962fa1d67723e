package io.hornbook.jobs.dedup;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.hornbook.common.similarity.Threshold;
import io.hornbook.jobs.evidence.Scope;
import io.hornbook.jobs.evidence.SurvivorOrder;
import io.hornbook.jobs.table.DuplicatesTable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** The steps of deduplication, each from rows to rows. */
final class DedupTransforms {
  private DedupTransforms() {}

  /**
   * Every document with its place in the survivor order and its {@link DocumentFeatures}; key,
   * normal form and bands are those of its scope.
   *
   * @param documents with document_id, source, repository, revision, language, text, text_sha256,
   *     licences, stars and created_at
   * @param rank from {@link SurvivorOrder#rank}
   * @return rows of {@link Contraction#INPUT}
   */
  static Dataset<Row> keyed(
      Dataset<Row> documents, DocumentFeatures ofText, Column rank, Scope scope) {
    UserDefinedFunction features = udf(ofText, DocumentFeatures.SCHEMA);
    return documents
        .select(
            rank.as("rank"),
            col("text_sha256"),
            scope.key().as("scope"),
            features.apply(col("text").cast(DataTypes.BinaryType), col("language")).as("features"))
        .select(
            concat(col("scope"), col("features.key")).as("key"),
            col("rank"),
            col("text_sha256"),
            concat(col("scope"), col("features.normal")).as("normal"),
            col("features.tokens"),
            col("features.shingles"),
            scope.of(col("features.bands"), col("scope")).as("bands"));
  }

  /**
   * Every document with its {@code representative}: the first in the survivor order of those with
   * the same key: an equal shingle set or, where near deduplication leaves it out, an equal normal
   * form.
   *
   * @param keyed from {@link #keyed}
   * @return rows of {@link Contraction#SCHEMA}
   */
  static Dataset<Row> vertices(Dataset<Row> keyed) {
    return keyed
        .repartition(col("key"))
        .sortWithinPartitions("key", "rank")
        .mapPartitions(new Contraction(), Encoders.row(Contraction.SCHEMA));
  }

  /** One row (band, rank, shingles) for every band of every representative. */
  static Dataset<Row> bandMembers(Dataset<Row> vertices) {
    return vertices.select(explode(col("bands")).as("band"), col("rank"), col("shingles"));
  }

  /**
   * The same for normal forms, which are bands that decide: (band, rank, shingles) for every
   * representative, its size alike for all, so that it rules no pair out.
   */
  static Dataset<Row> normalMembers(Dataset<Row> vertices) {
    return vertices
        .where(col("normal").isNotNull())
        .select(col("normal").as("band"), col("rank"), lit(1).as("shingles"));
  }

  /** Pairs of equal normal form as edges: rows of {@link VerifiedEdges#SCHEMA} without overlap. */
  static Dataset<Row> normalisedEdges(Dataset<Row> pairs) {
    Column none = lit(null).cast(DataTypes.IntegerType);
    return pairs.select(col("low"), col("high"), none.as("intersection"), none.as("union"));
  }

  /**
   * The distinct candidate pairs of these members of bands, and what is told of their buckets: rows
   * of {@link CandidatePairs#schema}.
   */
  static Dataset<Row> candidates(
      Dataset<Row> bandMembers, DedupConfig.Buckets buckets, Threshold threshold) {
    DataType band = bandMembers.schema().apply("band").dataType();
    return bandMembers
        .repartition(col("band"))
        .sortWithinPartitions("band", "rank")
        .mapPartitions(
            new CandidatePairs(buckets, threshold), Encoders.row(CandidatePairs.schema(band)))
        .distinct();
  }

  /** The pairs (low, high) of {@link #candidates}. */
  static Dataset<Row> pairs(Dataset<Row> candidates) {
    return candidates.where(col("low").isNotNull()).select("low", "high");
  }

  /** The buckets (band, members) of {@link #candidates}. */
  static Dataset<Row> bucketSizes(Dataset<Row> candidates) {
    return candidates.where(col("low").isNull()).select("band", "members");
  }

  /**
   * The documents of one key whose texts differ and alone can tell whether their normal forms do,
   * as (rank, representative, normal): the form of the first document of the key, where it is known
   * and has no {@code representative} here.
   */
  static Dataset<Row> unlike(Dataset<Row> vertices) {
    return vertices
        .where(col("same_normal").isNull())
        .select(
            col("rank"), col("representative"), lit(null).cast(DataTypes.BinaryType).as("normal"));
  }

  /** What is wanted of the documents in pairs: rows (rank, set, normal) of ranks and booleans. */
  static Dataset<Row> wantedOf(Dataset<Row> pairs) {
    return wanted(pairs, "low", true).union(wanted(pairs, "high", true));
  }

  /** What is wanted of the documents of {@link #unlike}, and of those that represent them. */
  static Dataset<Row> wantedOfUnlike(Dataset<Row> unlike) {
    return wanted(unlike, "rank", false)
        .union(wanted(unlike.where(col("representative").isNotNull()), "representative", false));
  }

  private static Dataset<Row> wanted(Dataset<Row> rows, String rank, boolean set) {
    return rows.select(col(rank).as("rank"), lit(set).as("set"), lit(!set).as("normal"));
  }

  /**
   * The second look at the texts: rows (rank, set, normal) of the documents of which something is
   * wanted. Their ids travel to the documents' buckets; the text stays where it is.
   *
   * @param wanted rows of {@link #wantedOf} and {@link #wantedOfUnlike}
   * @param buckets into how many the documents are hashed
   */
  static Dataset<Row> again(
      Dataset<Row> documents, Dataset<Row> wanted, int buckets, TextsAgain ofText) {
    UserDefinedFunction look = udf(ofText, TextsAgain.SCHEMA);
    Dataset<Row> members =
        wanted
            .withColumn("member_id", SurvivorOrder.documentId(col("rank")))
            .repartition(buckets, col("member_id"))
            .groupBy("member_id", "rank")
            .agg(max("set").as("set"), max("normal").as("normal"));
    return documents
        .select("document_id", "language", "text")
        .join(members, col("document_id").equalTo(col("member_id")))
        .select(
            col("rank"),
            look.apply(
                    col("text").cast(DataTypes.BinaryType),
                    col("language"),
                    col("set"),
                    col("normal"))
                .as("again"))
        .select("rank", "again.set", "again.normal");
  }

  /** The shingle sets (rank, set) among what {@link #again} gives. */
  static Dataset<Row> sets(Dataset<Row> again) {
    return again.where(col("set").isNotNull()).select("rank", "set");
  }

  /**
   * Whether the documents of {@link #unlike} have the normal form of the first of their key, as
   * (told_id, told): by what {@link #again} gives.
   */
  static Dataset<Row> sameNormals(Dataset<Row> unlike, Dataset<Row> again) {
    Dataset<Row> forms = again.where(col("normal").isNotNull());
    Dataset<Row> own = forms.select(col("rank").as("own_rank"), col("normal").as("own"));
    Dataset<Row> first = forms.select(col("rank").as("first_rank"), col("normal").as("first"));
    return unlike
        .join(own, col("rank").equalTo(col("own_rank")))
        .join(first, col("representative").equalTo(col("first_rank")), "left_outer")
        .select(
            SurvivorOrder.documentId(col("rank")).as("told_id"),
            col("own").equalTo(coalesce(col("first"), col("normal"))).as("told"));
  }

  /** The pairs that reach the threshold, as rows of {@link VerifiedEdges#SCHEMA}. */
  static Dataset<Row> edges(Dataset<Row> pairs, Dataset<Row> sets, Threshold threshold) {
    Dataset<Row> lows = sets.select(col("rank").as("low"), col("set").as("low_set"));
    Dataset<Row> highs = sets.select(col("rank").as("high"), col("set").as("high_set"));
    return pairs
        .join(highs, "high")
        .join(lows, "low")
        .select("low", "high", "low_set", "high_set")
        .flatMap(new VerifiedEdges(threshold), Encoders.row(VerifiedEdges.SCHEMA));
  }

  /**
   * Each removed vertex with the first survivor among its neighbours and their overlap, which is
   * null where their normal forms are equal.
   */
  static Dataset<Row> removals(Dataset<Row> edges, Dataset<Row> removed) {
    return edges
        .join(removed, col("low").equalTo(col("vertex")), "left_anti")
        .groupBy(col("high").as("vertex"))
        // Null is before all numbers: of two edges between one pair the normalised one counts.
        .agg(min(struct("low", "intersection", "union")).as("first"))
        .select(
            col("vertex"),
            col("first.low").as("survivor"),
            col("first.intersection"),
            col("first.union"));
  }

  /**
   * The documents that are out: the {@code first} document of their key, whether they have its text
   * or its normal form, and, if it was itself removed, the {@code survivor} that stands for it and
   * their overlap.
   */
  static Dataset<Row> out(Dataset<Row> vertices, Dataset<Row> removals) {
    Column member = col("rank").notEqual(col("representative"));
    return vertices
        .drop("bands", "normal")
        .join(removals, col("representative").equalTo(col("vertex")), "left")
        .where(col("survivor").isNotNull().or(member))
        .select(
            SurvivorOrder.documentId(col("rank")).as("document_id"),
            SurvivorOrder.documentId(col("representative")).as("first"),
            SurvivorOrder.documentId(col("survivor")).as("survivor"),
            col("same_text"),
            col("same_normal"),
            col("shingles"),
            col("intersection"),
            col("union"));
  }

  /**
   * The same rows, with what the texts tell where {@code same_normal} was null.
   *
   * @param out from {@link #out}
   * @param told from {@link #sameNormals}
   */
  static Dataset<Row> told(Dataset<Row> out, Dataset<Row> told) {
    return out.join(told, col("document_id").equalTo(col("told_id")), "left_outer")
        .withColumn("same_normal", coalesce(col("same_normal"), col("told")))
        .drop("told_id", "told");
  }

  /**
   * The rows of the table of duplicates.
   *
   * @param out from {@link #out}
   */
  static Dataset<Row> duplicates(Dataset<Row> out) {
    Column removed = col("survivor").isNotNull();
    Column kind =
        when(removed.and(col("union").isNotNull()), DuplicatesTable.NEAR)
            .when(removed, DuplicatesTable.NORMALISED)
            .when(col("same_text"), DuplicatesTable.EXACT)
            .when(col("same_normal"), DuplicatesTable.NORMALISED)
            .otherwise(DuplicatesTable.NEAR);
    Column near = col("kind").equalTo(DuplicatesTable.NEAR);
    return out.withColumn("kind", kind)
        .select(
            col("document_id"),
            col("kind"),
            coalesce(col("survivor"), col("first")).as("survivor_id"),
            when(near, coalesce(col("intersection"), col("shingles"))).as("intersection"),
            when(near, coalesce(col("union"), col("shingles"))).as("union"))
        .withColumn("jaccard", col("intersection").cast("double").divide(col("union")))
        .withColumn("cluster_size", count(lit(1)).over(Window.partitionBy("survivor_id")).plus(1));
  }
}

package io.hornbook.jobs.dedup;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.xxhash64;

import io.hornbook.common.similarity.Threshold;
import io.hornbook.jobs.evidence.SurvivorOrder;
import io.hornbook.jobs.table.SeenTextsTable;
import io.hornbook.jobs.table.SurvivorBandsTable;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * What a run leaves for later ones, and how these use it: the tables of the index and the joins
 * with them. An earlier run's rows stay in their buckets; those of the new run travel to them.
 */
final class LookBackTransforms {
  /** The column of a part that tells a row's run: what its ranks begin with. */
  static final String RUN = "run";

  private static final int PREFIX = 2;
  private static final String SEEN = "seen";
  private static final DataType SEEN_TYPE =
      DataType.fromDDL(
          "STRUCT<document_id: BINARY, text_sha256: BINARY, normal: BINARY, survivor_id: BINARY,"
              + " intersection: INT, union: INT>");

  private LookBackTransforms() {}

  /** The order across runs: what a rank of the run of this place in the chain begins with. */
  static Column prefix(int generation) {
    return lit(new byte[] {(byte) (generation >> Byte.SIZE), (byte) generation});
  }

  /** The documents with a rank after those of all earlier runs. */
  static Dataset<Row> ranked(Dataset<Row> keyed, int generation) {
    return keyed.withColumn("rank", concat(prefix(generation), col("rank")));
  }

  /**
   * The rows of {@code seen_texts}.
   *
   * @param keyed from {@link DedupTransforms#keyed}
   */
  static Dataset<Row> seenTexts(Dataset<Row> keyed, Dataset<Row> duplicates) {
    Dataset<Row> first =
        keyed
            .groupBy("key")
            .agg(
                min(struct("rank", "text_sha256", "normal", "shingles")).as("first"),
                count(lit(1)).as("members"))
            .select(
                col("key"),
                SurvivorOrder.documentId(col("first.rank")).as("document_id"),
                col("first.text_sha256"),
                col("first.normal"),
                col("first.shingles"),
                col("members"));
    return first
        .join(
            duplicates.select("document_id", "survivor_id", "intersection", "union"),
            new String[] {"document_id"},
            "left_outer")
        .select(SeenTextsTable.TABLE.columns());
  }

  /** The documents that {@code duplicates} does not name. */
  static Dataset<Row> survivors(Dataset<Row> keyed, Dataset<Row> duplicates) {
    return keyed.join(
        duplicates.select("document_id"),
        SurvivorOrder.documentId(col("rank")).equalTo(duplicates.col("document_id")),
        "left_anti");
  }

  /** The rows of {@code survivor_bands}; of a run's vertices, what is looked up in them. */
  static Dataset<Row> bands(Dataset<Row> vertices, boolean foldsComments) {
    Dataset<Row> ofShingles =
        DedupTransforms.bandMembers(vertices)
            .withColumn("normal", lit(null).cast(DataTypes.BinaryType));
    Dataset<Row> ofNormals =
        DedupTransforms.normalMembers(vertices)
            .select(
                xxhash64(col("band")).as("band"),
                col("rank"),
                col("shingles"),
                col("band").as("normal"));
    return (foldsComments ? ofShingles.unionByName(ofNormals) : ofShingles)
        .select(SurvivorBandsTable.TABLE.columns());
  }

  /** The rows of {@code survivor_shingles} for documents with document_id and text. */
  static Dataset<Row> shingles(Dataset<Row> survivors, CappedShingleSet ofText) {
    return survivors
        .select(
            col("document_id"),
            udf(ofText, DataTypes.BinaryType)
                .apply(col("text").cast(DataTypes.BinaryType))
                .as("shingles"))
        .where(col("shingles").isNotNull());
  }

  /**
   * The documents with what the earliest run knows of their key: a struct {@code seen}, null for a
   * key that is new.
   *
   * @param seenTexts of each earlier run, oldest first
   */
  static Dataset<Row> withSeen(Dataset<Row> keyed, List<Dataset<Row>> seenTexts, int buckets) {
    Dataset<Row> marked =
        keyed.repartition(buckets, col("key")).withColumn(SEEN, lit(null).cast(SEEN_TYPE));
    for (Dataset<Row> run : seenTexts) {
      Column[] told = {
        col("document_id"),
        col("text_sha256"),
        col("normal"),
        col("survivor_id"),
        col("intersection"),
        col("union")
      };
      Dataset<Row> found = run.select(col("key").as("seen_key"), struct(told).as("found"));
      marked =
          marked
              .join(found, col("key").equalTo(col("seen_key")), "left_outer")
              .withColumn(SEEN, coalesce(col(SEEN), col("found")))
              .drop("seen_key", "found");
    }
    return marked;
  }

  /** Those whose key is new. */
  static Dataset<Row> fresh(Dataset<Row> marked) {
    return marked.where(col(SEEN).isNull()).drop(SEEN);
  }

  /**
   * Those of a known key that need a look at their texts, as {@link DedupTransforms#unlike}
   * describes them.
   */
  static Dataset<Row> unlike(Dataset<Row> marked) {
    return marked
        .where(
            col(SEEN)
                .isNotNull()
                .and(col("normal").isNull())
                .and(col("seen.survivor_id").isNull())
                .and(col("text_sha256").notEqual(col("seen.text_sha256"))))
        .select(
            col("rank"),
            lit(null).cast(DataTypes.BinaryType).as("representative"),
            col("seen.normal").as("normal"));
  }

  /** Those whose key is not, as {@link DedupTransforms#out} describes what is out. */
  static Dataset<Row> known(Dataset<Row> marked) {
    return marked
        .where(col(SEEN).isNotNull())
        .select(
            SurvivorOrder.documentId(col("rank")).as("document_id"),
            col("seen.document_id").as("first"),
            col("seen.survivor_id").as("survivor"),
            col("text_sha256").equalTo(col("seen.text_sha256")).as("same_text"),
            col("normal").equalTo(col("seen.normal")).as("same_normal"),
            col("shingles"),
            col("seen.intersection"),
            col("seen.union"));
  }

  /**
   * The pairs (low, high, same_normal) of a run's vertices with an earlier run's survivors: those
   * that share a band, or a normal form, and whose sizes do not rule the threshold out. In a bucket
   * each vertex meets the first survivors of a run by rank, up to {@code limit}.
   *
   * @param bands of the vertices, from {@link #bands}
   * @param survivorBands of earlier runs, with {@link #RUN}
   */
  static Dataset<Row> pairs(
      Dataset<Row> bands, Dataset<Row> survivorBands, int limit, Threshold threshold, int buckets) {
    Dataset<Row> ours = bands.repartition(buckets, col("band"));
    Dataset<Row> met =
        survivorBands
            .join(ours.select("band").distinct(), new String[] {"band"}, "left_semi")
            .withColumn("place", row_number().over(Window.partitionBy("band", RUN).orderBy("rank")))
            .where(col("place").leq(limit))
            .select(
                col("band").as("met_band"),
                concat(col(RUN), col("rank")).as("low"),
                col("shingles").as("low_shingles"),
                col("normal").as("low_normal"));
    // No equality alone, which would be a second key of the join and move the survivors.
    Column sameKind =
        col("normal")
            .isNull()
            .and(col("low_normal").isNull())
            .or(col("normal").equalTo(col("low_normal")));
    return ours.join(met, col("band").equalTo(col("met_band")))
        .where(sameKind.and(reachable(threshold)))
        .select(col("low"), col("rank").as("high"), col("normal").isNotNull().as("same_normal"))
        .distinct();
  }

  /** {@link Threshold#reachableBy} as a column. */
  private static Column reachable(Threshold threshold) {
    Column less = least(col("shingles"), col("low_shingles")).cast("bigint");
    Column more = greatest(col("shingles"), col("low_shingles")).cast("bigint");
    return less.multiply(threshold.denominator()).geq(more.multiply(threshold.numerator()));
  }

  /**
   * The shingle sets (rank, set) of earlier runs' survivors that stand in a pair.
   *
   * @param first the place of the first of these runs in the chain
   * @param last that of the last
   */
  static Dataset<Row> sets(Dataset<Row> pairs, Dataset<Row> survivorShingles, int first, int last) {
    Dataset<Row> members =
        pairs
            .where(col("low").substr(lit(1), lit(PREFIX)).between(prefix(first), prefix(last)))
            .select(col("low").as("rank"))
            .distinct()
            .select(col("rank"), SurvivorOrder.documentId(col("rank")).as("member_id"));
    return survivorShingles
        .join(members, col("document_id").equalTo(col("member_id")))
        .select(col("rank"), col("shingles").as("set"));
  }
}

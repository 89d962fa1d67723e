package io.hornbook.jobs.select;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.try_element_at;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.hornbook.common.rule.RuleSet;
import io.hornbook.common.rule.Verdict;
import io.hornbook.common.rule.Verdict.Thresholds;
import io.hornbook.jobs.evidence.OptedOut;
import io.hornbook.jobs.evidence.Remaining;
import io.hornbook.jobs.table.SemanticDuplicatesTable;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** From evidence to verdicts. All tables are bucketed by document_id. */
final class SelectTransforms {
  private static final String KEY = "document_id";

  private SelectTransforms() {}

  /** The hits that reach the limit of their method. */
  static Dataset<Row> reached(Dataset<Row> contamination, Map<String, Double> limits) {
    Column reached =
        limits.entrySet().stream()
            .map(
                limit ->
                    col("method")
                        .equalTo(limit.getKey())
                        .and(col("similarity").geq(limit.getValue())))
            .reduce(lit(false), Column::or);
    return contamination.where(reached);
  }

  /**
   * The documents that hold items, each once: {@code contaminated}, or with {@code cuts} where all
   * that was found can go and the rest be kept.
   *
   * @param reached from {@link #reached}
   * @param methods whose hits are cut
   */
  static Dataset<Row> contaminated(Dataset<Row> reached, List<String> methods) {
    Column goes = col("method").isInCollection(methods).and(col("cut_start").isNotNull());
    Column range = struct(col("cut_start").as("start"), col("cut_end").as("end"));
    return reached
        .groupBy(KEY)
        .agg(
            max(not(goes)).as("contaminated"),
            udf(new MergedCuts(), MergedCuts.SCHEMA)
                .apply(collect_list(when(goes, range)))
                .as("cuts"))
        .withColumn("cuts", when(not(col("contaminated")), col("cuts")));
  }

  /** Documents and items of each benchmark and method among these hits. */
  static Dataset<Row> byMethod(Dataset<Row> reached) {
    return reached
        .groupBy("benchmark", "method")
        .agg(countDistinct(KEY).as("documents"), countDistinct("item").as("items"))
        .orderBy("benchmark", "method");
  }

  /**
   * The duplicates of both jobs, as (document_id, kind, survivor_id); of documents that {@code
   * semantic-dedup} removes, ids alone are exchanged.
   */
  static Dataset<Row> withSemantic(Dataset<Row> duplicates, Dataset<Row> semantic) {
    return duplicates
        .select(KEY, "kind", "survivor_id")
        .unionByName(
            semantic.select(
                col(KEY), lit(SemanticDuplicatesTable.KIND).as("kind"), col("survivor_id")));
  }

  /**
   * The verdicts, as rows of the selection table.
   *
   * @param documents with document_id, language and {@link OptedOut#REASON}
   * @param contaminated from {@link #contaminated}
   */
  static Dataset<Row> verdicts(
      Dataset<Row> documents,
      Dataset<Row> signals,
      Dataset<Row> duplicates,
      Dataset<Row> scores,
      Dataset<Row> contaminated,
      RuleSet rules,
      Thresholds thresholds) {
    Column reasons =
        udf(new DecideVerdict(thresholds), DataTypes.createArrayType(DataTypes.StringType))
            .apply(
                col(OptedOut.REASON),
                col(Remaining.GATE_REASONS),
                col("kind"),
                col("quality"),
                col("contaminated"));
    return Remaining.withGateReasons(documents, signals, rules)
        .join(duplicates.select(KEY, "kind"), using(), "left_outer")
        .join(scores.select(KEY, "quality"), using(), "left_outer")
        .join(contaminated, using(), "left_outer")
        .select(col(KEY), reasons.as("reasons"), col("cuts"))
        .select(col(KEY), size(col("reasons")).equalTo(0).as("keep"), col("reasons"), col("cuts"));
  }

  /** Documents, bytes and tokens by first reason; the reason is null for what is kept. */
  static Dataset<Row> funnel(Dataset<Row> selection, Dataset<Row> documents, Dataset<Row> signals) {
    return selection
        .join(documents.select(KEY, "bytes"), using())
        .join(signals.select(KEY, "tokens_v1"), using())
        .groupBy(try_element_at(col("reasons"), lit(1)).as("reason"))
        .agg(
            count(lit(1)).as("documents"),
            sum("bytes").as("bytes"),
            sum(coalesce(col("tokens_v1"), lit(0L))).as("tokens"));
  }

  /** How often each reason was given, first or not. */
  static Dataset<Row> givenReasons(Dataset<Row> selection) {
    return selection
        .select(explode(col("reasons")).as("reason"))
        .groupBy("reason")
        .agg(count(lit(1)).as("documents"));
  }

  /**
   * The survivors that stand for others and are dropped here; not those of dedup that are semantic
   * duplicates, since another one stands for them.
   */
  static Dataset<Row> droppedSurvivors(Dataset<Row> selection, Dataset<Row> duplicates) {
    Dataset<Row> dropped =
        selection
            .where(col("keep").equalTo(false))
            .where(not(array_contains(col("reasons"), Verdict.SEMANTIC_DUPLICATE)));
    return duplicates
        .select(col("survivor_id").as(KEY))
        .distinct()
        .join(dropped.select(KEY), using());
  }

  /**
   * The duplicates whose survivor is opted out and that are not themselves: nothing stands for
   * them.
   *
   * @param optedOut from {@link OptedOut#of}
   */
  static Dataset<Row> waiting(Dataset<Row> duplicates, Dataset<Row> optedOut) {
    return duplicates
        .select(col(KEY), col("survivor_id"))
        .join(
            optedOut.select(col(KEY).as("survivor_id")), new String[] {"survivor_id"}, "left_semi")
        .join(optedOut.select(KEY), using(), "left_anti");
  }

  private static String[] using() {
    return new String[] {KEY};
  }
}

package io.hornbook.jobs.evidence;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.hornbook.common.document.Sha256;
import io.hornbook.common.optout.DenyList;
import io.hornbook.common.rule.Verdict;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** Which documents are opted out, and which ones are copies of such. */
public final class OptedOut {
  /** The column of the reason: {@code opted_out}, {@code opted_out_copy} or null. */
  public static final String REASON = "opt_out";

  private static final String KEY = "document_id";
  private static final String TEXT = "text_sha256";

  private OptedOut() {}

  /** Whether a list denies the document of a row of {@code documents}. */
  public static Column deniedBy(DenyList list) {
    return list.isEmpty()
        ? lit(false)
        : udf(new DeniedBy(list), DataTypes.BooleanType)
            .apply(
                col("repository"),
                col("path"),
                col("attributes"),
                col("content_sha256"),
                col(TEXT));
  }

  /**
   * The texts, by {@code text_sha256}, of documents that the list denies; none is null or empty.
   */
  public static Dataset<Row> deniedTexts(Dataset<Row> documents, DenyList list) {
    return texts(documents.where(deniedBy(list)));
  }

  /** The texts, by {@code text_sha256}, that ingest has left out: rows of {@code dropped}. */
  public static Dataset<Row> leftOutTexts(Dataset<Row> dropped) {
    return texts(dropped.where(col("reason").equalTo(DenyList.OPTED_OUT)));
  }

  /** An empty text is nobody's. */
  private static Dataset<Row> texts(Dataset<Row> rows) {
    return rows.select(TEXT)
        .where(col(TEXT).isNotNull().and(col(TEXT).notEqual(lit(Sha256.of("").bytes()))));
  }

  /**
   * The documents that are opted out, as ({@code document_id}, {@link #REASON}).
   *
   * @param documents with document_id and what {@link #deniedBy} looks at
   * @param texts whose copies are out too, from {@link #deniedTexts} and {@link #leftOutTexts}
   */
  public static Dataset<Row> of(Dataset<Row> documents, DenyList list, List<Dataset<Row>> texts) {
    Dataset<Row> marked = documents.select(col(KEY), col(TEXT), deniedBy(list).as("denied"));
    Column reason =
        when(col("denied"), lit(Verdict.OPTED_OUT))
            .when(coalesce(col("copy"), lit(false)), lit(Verdict.OPTED_OUT_COPY));
    return texts.stream()
        .reduce(Dataset::union)
        .map(all -> all.distinct().withColumn("copy", lit(true)))
        .map(all -> marked.join(all, new String[] {TEXT}, "left_outer"))
        .orElse(marked.withColumn("copy", lit(false)))
        .select(col(KEY), reason.as(REASON))
        .where(col(REASON).isNotNull());
  }
}

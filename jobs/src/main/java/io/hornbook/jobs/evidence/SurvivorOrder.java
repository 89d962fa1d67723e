package io.hornbook.jobs.evidence;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.octet_length;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_micros;

import io.hornbook.common.document.DocumentId;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/**
 * The order in which documents survive, as keys: {@code io.hornbook.common.survivor} defines them.
 */
public final class SurvivorOrder {
  private SurvivorOrder() {}

  /**
   * The survivor key of a document with source, licences, stars, created_at, text and document_id:
   * the smallest of several survives.
   *
   * @param sourceOrder preferred sources, best first; those that it does not name come after them
   */
  public static Column rank(List<String> sourceOrder) {
    return udf(new RankKey(sourceOrder), DataTypes.BinaryType)
        .apply(
            col("source"),
            col("licences"),
            col("stars"),
            unix_micros(col("created_at")),
            octet_length(col("text")),
            col("document_id"));
  }

  /** The document that a survivor key names. */
  public static Column documentId(Column rank) {
    return rank.substr(lit(-DocumentId.LENGTH), lit(DocumentId.LENGTH));
  }
}

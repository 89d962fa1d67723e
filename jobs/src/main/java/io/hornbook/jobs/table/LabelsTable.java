package io.hornbook.jobs.table;

import org.apache.spark.sql.types.StructType;

/**
 * What annotators said of texts, written by {@code label}: keyed by content_sha256, annotator
 * (fingerprint) and replicate.
 *
 * <p>{@code score} is 0 to 5; tokens and cost are null for a recorded label. Costs depend on the
 * price of the day and are outside the digest.
 */
public final class LabelsTable {
  public static final Table TABLE =
      Table.plain(
              "labels",
              1,
              StructType.fromDDL(
                  "content_sha256 BINARY, annotator STRING, replicate INT, score INT,"
                      + " reasoning STRING, model STRING, prompt STRING, input_tokens BIGINT,"
                      + " output_tokens BIGINT, cost_microusd BIGINT"))
          .withoutInDigest("input_tokens", "output_tokens", "cost_microusd");

  private LabelsTable() {}
}

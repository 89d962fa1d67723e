package io.hornbook.jobs.table;

import org.apache.spark.sql.types.StructType;

/**
 * What {@code ingest} could read and a rule of its source leaves out, such as questions with too
 * few answers, or a deny-list ({@code opted_out}): a row for each document that it would have been,
 * or for several of one text.
 *
 * <p>{@code origin} is the file relative to its source's root, {@code path} the path that the
 * document would have had, {@code records} how many records it is made of, {@code text_sha256} the
 * digest of the text that is opted out, by which a copy is known; null for other reasons. Nothing
 * else is ever null.
 */
public final class DroppedTable {
  public static final Table TABLE =
      Table.plain(
          "dropped",
          1,
          StructType.fromDDL(
              "source STRING, origin STRING, path STRING, reason STRING, text_sha256 BINARY,"
                  + " records BIGINT"));

  private DroppedTable() {}
}

package io.hornbook.jobs.table;

import java.util.List;
import org.apache.spark.sql.types.StructType;

/**
 * The documents that {@code dedup} removes, each with the survivor that stands for it.
 *
 * <p>{@code kind} is {@code exact} (equal text), {@code normalised} (equal but for white space, and
 * comments where these are folded: {@code io.hornbook.common.normal}) or {@code near}; {@code
 * intersection}, {@code union} and {@code jaccard} are those of the two shingle sets as measured,
 * null for all but {@code near}; {@code cluster_size} counts the survivor and all that it stands
 * for. The reason of a document's verdict is its kind and {@code _duplicate}.
 */
public final class DuplicatesTable {
  /** The kind of a document whose text its survivor has. */
  public static final String EXACT = "exact";

  /** The kind of a document whose normal form its survivor has. */
  public static final String NORMALISED = "normalised";

  /** The kind of a document that is as similar to its survivor as the threshold says. */
  public static final String NEAR = "near";

  /** All kinds, from the plainest on. */
  public static final List<String> KINDS = List.of(EXACT, NORMALISED, NEAR);

  public static final Table TABLE =
      Table.bucketed(
          "duplicates",
          1,
          StructType.fromDDL(
              "document_id BINARY, kind STRING, survivor_id BINARY, intersection INT, union INT,"
                  + " jaccard DOUBLE, cluster_size BIGINT"));

  private DuplicatesTable() {}
}

package io.hornbook.jobs.table;

import org.apache.spark.sql.types.StructType;

/**
 * Where documents hold benchmark items, written by {@code decontaminate}: one row a document,
 * benchmark, item and method.
 *
 * <p>{@code similarity} is in [0, 1], defined by the method; the spans are the literal text on both
 * sides, their offsets UTF-8 bytes, the end exclusive. {@code longest_run} counts the words of the
 * longest common stretch; for functions, the weight of the document's tree. {@code cut_start} and
 * {@code cut_end} are the lines that must go so that a search does not find the item again; null
 * where no part of the document is code that can go.
 */
public final class ContaminationTable {
  public static final Table TABLE =
      Table.bucketed(
          "contamination",
          2,
          StructType.fromDDL(
              "document_id BINARY, benchmark STRING, item STRING, method STRING,"
                  + " similarity DOUBLE, document_start INT, document_end INT, item_start INT,"
                  + " item_end INT, document_span STRING, item_span STRING, longest_run INT,"
                  + " cut_start INT, cut_end INT"));

  private ContaminationTable() {}
}

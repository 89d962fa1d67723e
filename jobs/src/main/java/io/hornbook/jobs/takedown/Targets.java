package io.hornbook.jobs.takedown;

import io.hornbook.jobs.run.RowChange;
import io.hornbook.jobs.table.CorpusTable;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.SeenTextsTable;
import io.hornbook.jobs.table.SurvivorBandsTable;
import io.hornbook.jobs.table.SurvivorShinglesTable;
import io.hornbook.jobs.table.Table;
import java.util.List;
import java.util.Set;

/** What a takedown rewrites. */
final class Targets {
  private static final String ID = "document_id";
  private static final String EXPORT = "export";
  private static final String UNION = "export-union";
  private static final String INDEX = "index";
  private static final String MERGED = "compact-index";

  private Targets() {}

  /**
   * A table of a job.
   *
   * @param job that publishes it
   * @param table the table
   * @param rows what becomes of its rows
   * @param records an expression of how many records of the job's accounting a row is
   * @param listed whether its rows are documents, which a report names
   */
  record Target(String job, Table table, RowChange rows, String records, boolean listed) {}

  /** Whatever holds something of these documents. */
  static List<Target> of(Set<String> ids) {
    RowChange byId = RowChange.without(ids, ID);
    RowChange byKey = RowChange.without(ids, ID, "survivor_id");
    RowChange byRank = RowChange.without(ids, "rank");
    return List.of(
        new Target(EXPORT, CorpusTable.TABLE, byId, "1L", true),
        new Target(EXPORT, CorpusTable.HELD_OUT, byId, "1L", true),
        new Target(UNION, CorpusTable.TABLE, byId, "1L", true),
        new Target(UNION, CorpusTable.HELD_OUT, byId, "1L", true),
        new Target(INDEX, SeenTextsTable.TABLE, byKey, "members", false),
        new Target(INDEX, SurvivorBandsTable.TABLE, byRank, "0L", false),
        new Target(INDEX, SurvivorShinglesTable.TABLE, byId, "0L", false),
        new Target(MERGED, SeenTextsTable.MERGED, byKey, "1L", false),
        new Target(MERGED, SurvivorBandsTable.MERGED, byRank, "0L", false),
        new Target(MERGED, SurvivorShinglesTable.MERGED, byId, "0L", false),
        new Target(
            "ingest",
            DocumentsTable.TABLE,
            RowChange.emptied(ids, DocumentsTable.TEXT),
            "0L",
            true));
  }
}

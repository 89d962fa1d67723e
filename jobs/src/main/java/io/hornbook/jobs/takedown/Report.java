package io.hornbook.jobs.takedown;

import java.util.List;

/**
 * What a chain of runs holds of a deny-list.
 *
 * @param documents that the list names, and copies of such
 * @param held where a takedown finds something to rewrite
 * @param notRewritten where else something of them stands
 */
public record Report(List<FoundDocument> documents, List<Held> held, List<Left> notRewritten) {
  public Report {
    documents = List.copyOf(documents);
    held = List.copyOf(held);
    notRewritten = List.copyOf(notRewritten);
  }

  /**
   * Rows that a takedown lists and leaves.
   *
   * @param run the root of the run
   * @param job that published them
   * @param table the table
   * @param rows how many
   * @param holds what they hold, for people
   */
  public record Left(String run, String job, String table, long rows, String holds) {}
}

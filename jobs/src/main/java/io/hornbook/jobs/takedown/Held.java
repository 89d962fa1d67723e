package io.hornbook.jobs.takedown;

import java.util.List;

/**
 * Rows of one file that hold something of the documents.
 *
 * @param run the root of the run
 * @param job that published them
 * @param table the table
 * @param file in the run's folder, as the manifest names it
 * @param rows how many rows
 * @param records how many records they are in the job's accounting
 * @param documents the ids of the documents that the rows are, in hex; of the index none
 */
public record Held(
    String run,
    String job,
    String table,
    String file,
    long rows,
    long records,
    List<String> documents) {
  public Held {
    documents = List.copyOf(documents);
  }
}

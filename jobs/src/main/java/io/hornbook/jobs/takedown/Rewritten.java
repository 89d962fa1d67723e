package io.hornbook.jobs.takedown;

import io.hornbook.common.manifest.Manifest;
import io.hornbook.jobs.run.RunFolder;
import java.util.List;

/**
 * A table that was written again.
 *
 * @param run the root of the run
 * @param job that publishes it
 * @param table the table
 * @param rows how many rows are gone, or have an empty text
 * @param attemptBefore the attempt that is replaced
 * @param attemptAfter the one that replaces it
 * @param digestBefore of the table
 * @param digestAfter of the table
 */
public record Rewritten(
    String run,
    String job,
    String table,
    long rows,
    String attemptBefore,
    String attemptAfter,
    String digestBefore,
    String digestAfter) {
  static Rewritten of(
      RunFolder run, Manifest before, Manifest after, String table, List<Held> held) {
    return new Rewritten(
        run.root().toString(),
        before.job(),
        table,
        held.stream().filter(each -> each.table().equals(table)).mapToLong(Held::rows).sum(),
        before.attempt(),
        after.attempt(),
        before.table(table).orElseThrow().digest(),
        after.table(table).orElseThrow().digest());
  }
}

package io.hornbook.jobs.takedown;

import io.hornbook.common.failure.DataException;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.optout.DenyList;
import io.hornbook.jobs.run.Chain;
import io.hornbook.jobs.run.NextVersion;
import io.hornbook.jobs.run.NextVersion.Change;
import io.hornbook.jobs.run.RunFolder;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** A takedown of what a deny-list names from a run and all that it builds on. */
public final class Takedown {
  /** The reason in the accounting of a job whose records were taken down. */
  public static final String TAKEN_DOWN = "taken_down";

  private final SparkSession session;
  private final List<RunFolder> runs;
  private final DenyList list;
  private final boolean copies;

  /**
   * @param last the last run of the chain
   * @param copies whether documents with the text of one that the list names are taken down too
   * @throws io.hornbook.common.failure.ConfigurationException if the chain is broken
   */
  public Takedown(SparkSession session, RunFolder last, DenyList list, boolean copies) {
    this.session = session;
    this.runs = Chain.of(last).with(last);
    this.list = list;
    this.copies = copies;
  }

  /**
   * Looks, and changes nothing.
   *
   * @throws io.hornbook.common.failure.ConfigurationException if a run has no documents
   */
  public Report look() {
    Search search = new Search(session, runs);
    List<FoundDocument> documents = search.documents(list, copies);
    return documents.isEmpty()
        ? new Report(documents, List.of(), List.of())
        : new Report(documents, search.held(ids(documents)), search.notRewritten(documents));
  }

  private static Set<String> ids(List<FoundDocument> documents) {
    return documents.stream().map(FoundDocument::id).collect(Collectors.toSet());
  }

  /**
   * Writes the next version of whatever holds something, and a record of it.
   *
   * @param report of {@link #look}
   * @return what was rewritten
   * @throws DataException if something is held all the same
   */
  public List<Rewritten> apply(Report report, Clock clock) {
    List<Rewritten> rewritten = new ArrayList<>();
    for (RunFolder run : runs) {
      List<Held> ofRun =
          report.held().stream().filter(held -> held.run().equals(run.root().toString())).toList();
      Set<String> jobs = new LinkedHashSet<>(ofRun.stream().map(Held::job).toList());
      for (String job : jobs) {
        List<Held> ofJob = ofRun.stream().filter(held -> held.job().equals(job)).toList();
        rewritten.addAll(rewrite(run, job, ofJob, ids(report.documents()), clock));
      }
    }
    NextVersion.relabel(runs);
    new TakedownRecord(list, copies, clock.instant()).write(runs, report, rewritten);
    List<Held> still = look().held();
    if (!still.isEmpty()) {
      throw new DataException(
          "Cannot take down all of it: %s of %s still holds %d rows (call takedown again)"
              .formatted(still.get(0).file(), still.get(0).run(), still.get(0).rows()));
    }
    return rewritten;
  }

  private List<Rewritten> rewrite(
      RunFolder run, String job, List<Held> held, Set<String> ids, Clock clock) {
    Manifest before = run.published(job);
    List<Change> changes =
        Targets.of(ids).stream()
            .filter(target -> target.job().equals(job))
            .map(target -> change(target, held))
            .filter(change -> !change.files().isEmpty())
            .toList();
    Manifest after = new NextVersion(session, run, clock).publish(before, changes, TAKEN_DOWN);
    return changes.stream()
        .map(change -> Rewritten.of(run, before, after, change.table().name(), held))
        .toList();
  }

  private static Change change(Targets.Target target, List<Held> held) {
    List<Held> ofTable =
        held.stream().filter(each -> each.table().equals(target.table().name())).toList();
    return new Change(
        target.table(),
        target.rows(),
        ofTable.stream().mapToLong(Held::records).sum(),
        ofTable.stream().map(Held::file).toList());
  }
}

package io.hornbook.jobs.removal;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.hex;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;

import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.jobs.run.Chain;
import io.hornbook.jobs.run.RunFolder;
import io.hornbook.jobs.run.RunTables;
import io.hornbook.jobs.table.CorpusTable;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.DuplicatesTable;
import io.hornbook.jobs.table.KnownDocumentsTable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The removal of one run from the chain that ends in another one. */
public final class RunRemoval {
  private static final String KEY = "document_id";

  private final SparkSession session;
  private final RunFolder removed;
  private final Optional<RunFolder> before;
  private final List<RunFolder> later;

  /**
   * What the removal puts in again.
   *
   * @param run a later run
   * @param duplicates how many of its duplicates have their survivor in the removed run
   * @param known how many documents its ingest passed over because the removed run holds them
   */
  public record Reopened(RunFolder run, long duplicates, long known) {}

  /**
   * @param removed a run that {@code last} builds on, directly or not
   * @throws ConfigurationException if it is none
   */
  public RunRemoval(SparkSession session, RunFolder removed, RunFolder last) {
    this.session = session;
    this.removed = removed;
    List<RunFolder> runs = Chain.of(last).with(last);
    List<String> roots = runs.stream().map(run -> run.root().toString()).toList();
    int place = roots.indexOf(removed.root().toString());
    if (place < 0 || place == runs.size() - 1) {
      throw new ConfigurationException(
          "Cannot remove %s: %s does not build on it (expected one of %s)"
              .formatted(removed.root(), last.root(), roots.subList(0, roots.size() - 1)));
    }
    this.before = place == 0 ? Optional.empty() : Optional.of(runs.get(place - 1));
    this.later = runs.subList(place + 1, runs.size());
  }

  /** What is in again, later run by later run. */
  public List<Reopened> reopened() {
    return later.stream()
        .map(run -> new Reopened(run, duplicates(run).count(), known(run).count()))
        .toList();
  }

  /** How many exported documents of the removed run stand for documents of later runs. */
  public long exported() {
    return new RunTables(session, removed)
        .rows("export", CorpusTable.TABLE.name())
        .map(
            corpus ->
                later.stream()
                    .map(run -> duplicates(run).select(col("survivor_id").as(KEY)))
                    .reduce(Dataset::union)
                    .orElseThrow()
                    .distinct()
                    .join(corpus.select(KEY), new String[] {KEY}, "left_semi")
                    .count())
        .orElse(0L);
  }

  /**
   * One row for each document that is in again: {@code run}, {@code document_id} in hex, {@code
   * why} (a kind of duplicate, or {@code in_base_run}) and {@code survivor_id} in hex.
   */
  public Dataset<Row> list() {
    return later.stream().map(this::list).reduce(Dataset::union).orElseThrow();
  }

  private Dataset<Row> list(RunFolder run) {
    Dataset<Row> known =
        known(run).select(col(KEY), lit("in_base_run").as("kind"), col(KEY).as("survivor_id"));
    return duplicates(run)
        .select(KEY, "kind", "survivor_id")
        .union(known)
        .select(
            lit(run.root().toString()).as("run"),
            lower(hex(col(KEY))).as(KEY),
            col("kind").as("why"),
            lower(hex(col("survivor_id"))).as("survivor_id"));
  }

  /** Makes the run after the removed one build on the one before it. */
  public void apply() {
    later.get(0).rebase(before);
  }

  private Dataset<Row> duplicates(RunFolder run) {
    Dataset<Row> ids = documents().select(col(KEY).as("removed_id"));
    return rows(run, "dedup", DuplicatesTable.TABLE.name())
        .join(ids, col("survivor_id").equalTo(col("removed_id")), "left_semi");
  }

  private Dataset<Row> known(RunFolder run) {
    return rows(run, "ingest", KnownDocumentsTable.TABLE.name())
        .join(documents().select(KEY), new String[] {KEY}, "left_semi");
  }

  private Dataset<Row> documents() {
    return rows(removed, "ingest", DocumentsTable.TABLE.name());
  }

  private Dataset<Row> rows(RunFolder run, String job, String table) {
    return new RunTables(session, run)
        .rows(job, table)
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "Cannot remove %s: %s has not published table %s, so that nobody knows what is in again (run %s there first)"
                        .formatted(removed.root(), run.root(), table, job)));
  }
}

package io.hornbook.jobs.dedup;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.octet_length;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.rule.RuleConfig;
import io.hornbook.common.rule.RuleSet;
import io.hornbook.common.rule.Verdict;
import io.hornbook.jobs.evidence.OptOut;
import io.hornbook.jobs.evidence.Remaining;
import io.hornbook.jobs.run.Job;
import io.hornbook.jobs.run.Outcome;
import io.hornbook.jobs.run.RunContext;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.DuplicatesTable;
import io.hornbook.jobs.table.SeenTextsTable;
import io.hornbook.jobs.table.SignalsTable;
import io.hornbook.jobs.table.SurvivorBandsTable;
import io.hornbook.jobs.table.SurvivorShinglesTable;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Writes what {@code dedup} of a later run compares its documents with, so that it reads no text of
 * this one; the package description says what that is.
 *
 * @param rules the gates, as {@code dedup} had them
 * @param dedup the section of the config, as {@code dedup} had it
 * @param optOut what is passed over, as {@code dedup} did
 */
public record IndexJob(List<RuleConfig> rules, DedupConfig dedup, OptOut optOut) implements Job {
  static final String NAME = "index";

  public IndexJob {
    rules = List.copyOf(rules);
  }

  /** A job that passes over nothing. */
  public IndexJob(List<RuleConfig> rules, DedupConfig dedup) {
    this(rules, dedup, OptOut.NONE);
  }

  /** The job that passes over what {@link DedupJob#without} does. */
  public IndexJob without(OptOut optedOut) {
    return new IndexJob(rules, dedup, optedOut);
  }

  private DedupJob dedupJob() {
    return new DedupJob(rules, dedup, optOut);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> inputs() {
    return List.of("ingest", "measure", "dedup");
  }

  @Override
  public Object config() {
    return dedupJob().config();
  }

  @Override
  public Outcome run(RunContext context) {
    checkDedup(context);
    RuleSet gates = RuleSet.of(rules);
    Dataset<Row> documents = context.read(DocumentsTable.TABLE);
    Dataset<Row> signals = context.read(SignalsTable.TABLE);
    Dataset<Row> duplicates = context.read(DuplicatesTable.TABLE);
    Dataset<Row> passing =
        dedupJob().withoutOptedOut(context, Remaining.passing(documents, signals, gates));
    Dataset<Row> keyed =
        context.scratch("keyed", Deduplication.keyed(dedup, DedupJob.seed(context), passing, true));
    Dataset<Row> seen =
        context.write(SeenTextsTable.TABLE, LookBackTransforms.seenTexts(keyed, duplicates));
    Dataset<Row> bands =
        context.write(
            SurvivorBandsTable.TABLE,
            LookBackTransforms.bands(
                LookBackTransforms.survivors(keyed, duplicates), dedup.foldComments()));
    Dataset<Row> shingles =
        context.write(
            SurvivorShinglesTable.TABLE,
            LookBackTransforms.shingles(
                dedupJob()
                    .withoutOptedOut(
                        context, Remaining.survivors(documents, signals, duplicates, gates)),
                new CappedShingleSet(dedup)));
    return Outcome.of(
        accounting(context, documents, signals, seen), metrics(seen.count(), bands, shingles));
  }

  private static void checkDedup(RunContext context) {
    if (!context.manifest("dedup").config().equals(context.config())) {
      throw new ConfigurationException(
          "Cannot index %s: its dedup is of another config (run dedup again with --replace, or take its config)"
              .formatted(context.folder().root()));
    }
  }

  /** What was seen is summed from the table; what was out already is counted by the gates. */
  private Accounting accounting(
      RunContext context, Dataset<Row> documents, Dataset<Row> signals, Dataset<Row> seen) {
    long members = seen.agg(coalesce(sum("members"), lit(0L))).first().getLong(0);
    Dataset<Row> gated =
        Remaining.withGateReasons(
            documents.select("document_id", "language"), signals, RuleSet.of(rules));
    Dataset<Row> passing = gated.where(size(col(Remaining.GATE_REASONS)).equalTo(0));
    long out = gated.where(size(col(Remaining.GATE_REASONS)).gt(0)).count();
    long passedOver =
        optOut.newSurvivors()
            ? passing.count() - dedupJob().withoutOptedOut(context, passing).count()
            : 0;
    return Accounting.of(
        "documents",
        documents.count(),
        members,
        Map.of("already_out", out, Verdict.OPTED_OUT, passedOver),
        Map.of());
  }

  private ObjectNode metrics(long keys, Dataset<Row> bands, Dataset<Row> shingles) {
    ObjectNode metrics = JsonNodeFactory.instance.objectNode();
    IndexSettings.of(dedup).addTo(metrics);
    metrics.put("keys", keys).put("bands", bands.count());
    Row sets =
        shingles
            .select(count(lit(1)), coalesce(sum(octet_length(col("shingles"))), lit(0L)))
            .first();
    return metrics.put("shingle_sets", sets.getLong(0)).put("shingle_bytes", sets.getLong(1));
  }
}

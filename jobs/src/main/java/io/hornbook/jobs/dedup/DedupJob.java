package io.hornbook.jobs.dedup;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.hash.Mix64;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.rule.RuleConfig;
import io.hornbook.common.rule.RuleSet;
import io.hornbook.common.rule.Verdict;
import io.hornbook.jobs.evidence.OptOut;
import io.hornbook.jobs.evidence.OptedOutTexts;
import io.hornbook.jobs.evidence.Remaining;
import io.hornbook.jobs.run.Job;
import io.hornbook.jobs.run.Outcome;
import io.hornbook.jobs.run.RunContext;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.DuplicatesTable;
import io.hornbook.jobs.table.SignalsTable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Finds the documents that repeat another one; the package description says how. It looks at the
 * documents that pass the gates alone: a document that is out stands for no other.
 *
 * @param rules the gates
 * @param dedup the section of the config
 * @param optOut what is passed over, if new survivors are asked for
 */
public record DedupJob(List<RuleConfig> rules, DedupConfig dedup, OptOut optOut) implements Job {
  /** Separates the seed of the signatures from the run's other uses of its seed. */
  private static final long SIGNATURES = 0x6465647570L;

  public DedupJob {
    rules = List.copyOf(rules);
  }

  /** A job that passes over nothing. */
  public DedupJob(List<RuleConfig> rules, DedupConfig dedup) {
    this(rules, dedup, OptOut.NONE);
  }

  /** The job that passes over what is opted out, if {@code optedOut} asks for new survivors. */
  public DedupJob without(OptOut optedOut) {
    return new DedupJob(rules, dedup, optedOut);
  }

  @Override
  public String name() {
    return "dedup";
  }

  @Override
  public List<String> inputs() {
    return List.of("ingest", "measure");
  }

  @Override
  public List<String> baseInputs() {
    return optOut.newSurvivors()
        ? Stream.concat(Stream.of(IndexJob.NAME), OptedOutTexts.baseInputs(optOut).stream())
            .toList()
        : List.of(IndexJob.NAME);
  }

  @Override
  public Object config() {
    return optOut.newSurvivors()
        ? Map.of("rules", rules, "dedup", dedup, "opt-out", optOut.config())
        : Map.of("rules", rules, "dedup", dedup);
  }

  @Override
  public Outcome run(RunContext context) {
    RuleSet gates = RuleSet.of(rules);
    Dataset<Row> documents = context.read(DocumentsTable.TABLE);
    Dataset<Row> signals = context.read(SignalsTable.TABLE);
    Dataset<Row> gated = Remaining.passing(documents, signals, gates);
    Dataset<Row> passing = withoutOptedOut(context, gated);
    LookBack lookBack = LookBack.of(context, dedup);
    Deduplication.Result result =
        new Deduplication(dedup, seed(context), context::scratch, lookBack).run(passing);
    Dataset<Row> duplicates = context.write(DuplicatesTable.TABLE, result.duplicates());
    RemovalMetrics removed = RemovalMetrics.of(duplicates);
    ObjectNode metrics = DedupMetrics.of(dedup, result, documents, duplicates, removed);
    metrics.put("earlier_runs", context.chain().length());
    metrics.put("index_parts", lookBack.size());
    result.known().ifPresent(known -> metrics.put("documents_of_known_key", known.count()));
    result.earlierPairs().ifPresent(pairs -> metrics.put("pairs_with_earlier_runs", pairs.count()));
    Map<String, Long> dropped = new TreeMap<>(removed.reasons());
    dropped.putAll(counts(reasonsOf(documents, signals, gates)));
    long passedOver = optOut.newSurvivors() ? documents(gated) - documents(passing) : 0;
    dropped.put(Verdict.OPTED_OUT, passedOver);
    long kept =
        documents(
                Remaining.survivors(
                    documents.select("document_id", "language"), signals, duplicates, gates))
            - passedOver;
    return Outcome.of(
        Accounting.of("documents", documents.count(), kept, dropped, Map.of()), metrics);
  }

  private static long documents(Dataset<Row> documents) {
    return documents.select("document_id").count();
  }

  /** The documents without those that are opted out, if they are to be passed over. */
  Dataset<Row> withoutOptedOut(RunContext context, Dataset<Row> documents) {
    return optOut.newSurvivors()
        ? documents.join(
            OptedOutTexts.documents(context, optOut), new String[] {"document_id"}, "left_anti")
        : documents;
  }

  /** The seed of the signatures, which every run of a chain shares. */
  static long seed(RunContext context) {
    return seed(context.seed());
  }

  static long seed(long runSeed) {
    return Mix64.draw(runSeed, SIGNATURES);
  }

  /** The first reason of every document that is out already. */
  private static Dataset<Row> reasonsOf(
      Dataset<Row> documents, Dataset<Row> signals, RuleSet gates) {
    return Remaining.withGateReasons(documents.select("document_id", "language"), signals, gates)
        .select(get(col(Remaining.GATE_REASONS), lit(0)).as("reason"))
        .where(col("reason").isNotNull());
  }

  private static Map<String, Long> counts(Dataset<Row> reasons) {
    Map<String, Long> counts = new TreeMap<>();
    reasons
        .groupBy("reason")
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
    return counts;
  }
}

package io.hornbook.jobs.dedup;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.jobs.run.Chain;
import io.hornbook.jobs.run.Job;
import io.hornbook.jobs.run.Outcome;
import io.hornbook.jobs.run.RunContext;
import io.hornbook.jobs.run.RunFolder;
import io.hornbook.jobs.run.RunTables;
import io.hornbook.jobs.table.SeenTextsTable;
import io.hornbook.jobs.table.SurvivorBandsTable;
import io.hornbook.jobs.table.SurvivorShinglesTable;
import io.hornbook.jobs.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Merges the index of a run with those of all its earlier runs, so that a later run looks up one
 * part instead of one a run. Nothing but speed depends on it: {@code dedup} takes a merged part
 * where it is made of what the runs of the chain have published now, and each run's own index
 * otherwise.
 *
 * @param dedup the section of the config, as {@code index} had it
 */
public record CompactIndexJob(DedupConfig dedup) implements Job {
  static final String NAME = "compact-index";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> inputs() {
    return List.of(IndexJob.NAME);
  }

  @Override
  public List<String> baseInputs() {
    return List.of(IndexJob.NAME);
  }

  @Override
  public Object config() {
    return IndexSettings.of(dedup).values();
  }

  /** The part of the last earlier run that has merged its index with those of all before it. */
  static Optional<LookBack.Part> merged(RunContext context) {
    Chain chain = context.chain();
    return IntStream.iterate(chain.length() - 1, place -> place >= 0, place -> place - 1)
        .filter(place -> isMerged(chain, place))
        .mapToObj(place -> merged(context, chain.runs().get(place), place))
        .findFirst();
  }

  /** Every run up to this place, each in its own, with the index that it has now. */
  private static boolean isMerged(Chain chain, int place) {
    Optional<Manifest> manifest = chain.runs().get(place).manifest(NAME);
    return manifest.isPresent()
        && manifest.get().inputs().size() == place + 1
        && chain.isCurrent(place, manifest.get());
  }

  private static LookBack.Part merged(RunContext context, RunFolder run, int place) {
    return new LookBack.Part(
        read(context, run, SeenTextsTable.MERGED),
        read(context, run, SurvivorBandsTable.MERGED),
        read(context, run, SurvivorShinglesTable.MERGED),
        0,
        place);
  }

  private static Dataset<Row> read(RunContext context, RunFolder run, Table table) {
    return new RunTables(context.session(), run).rows(NAME, table).orElseThrow();
  }

  @Override
  public Outcome run(RunContext context) {
    IndexSettings settings = IndexSettings.of(dedup);
    for (RunFolder run : context.chain().with(context.folder())) {
      settings.check(run.root().toString(), run.published(IndexJob.NAME).metrics());
    }
    List<LookBack.Part> parts = parts(context);
    Dataset<Row> all = MergedIndexTransforms.seenTexts(parts);
    Dataset<Row> keys = context.write(SeenTextsTable.MERGED, MergedIndexTransforms.first(all));
    Dataset<Row> bands =
        context.write(SurvivorBandsTable.MERGED, MergedIndexTransforms.bands(parts));
    Dataset<Row> shingles =
        context.write(SurvivorShinglesTable.MERGED, MergedIndexTransforms.shingles(parts));
    ObjectNode metrics = JsonNodeFactory.instance.objectNode();
    settings.addTo(metrics);
    metrics.put("runs", parts.size());
    metrics.put("bands", bands.count()).put("shingle_sets", shingles.count());
    return Outcome.of(
        Accounting.of(
            "keys",
            all.count(),
            keys.count(),
            Map.of("key_of_earlier_run", repeated(all)),
            Map.of()),
        metrics);
  }

  private static List<LookBack.Part> parts(RunContext context) {
    List<LookBack.Part> parts = new ArrayList<>(LookBack.parts(context));
    parts.add(
        LookBack.Part.of(
            context.read(SeenTextsTable.TABLE),
            context.read(SurvivorBandsTable.TABLE),
            context.read(SurvivorShinglesTable.TABLE),
            parts.size()));
    return parts;
  }

  /** How many rows are of a key that an earlier run has: counted apart from those that are kept. */
  private static long repeated(Dataset<Row> all) {
    return all.groupBy("key")
        .agg(count(lit(1)).minus(1).as("repeated"))
        .agg(coalesce(sum(col("repeated")), lit(0L)))
        .head()
        .getLong(0);
  }
}

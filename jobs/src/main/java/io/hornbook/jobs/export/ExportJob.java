package io.hornbook.jobs.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.hash.Mix64;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.jobs.run.Job;
import io.hornbook.jobs.run.Outcome;
import io.hornbook.jobs.run.RunContext;
import io.hornbook.jobs.table.CorpusTable;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.ScoresTable;
import io.hornbook.jobs.table.SelectionTable;
import io.hornbook.jobs.table.SignalsTable;
import io.hornbook.jobs.table.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RuntimeConfig;

/**
 * Writes the kept documents as the corpus; the package description says how.
 *
 * @param config how the corpus is written
 * @param union whether the corpus is that of the whole chain of runs instead of this run's own
 * @param corpus its name, on its card; no part of what the result is asked for by
 */
public record ExportJob(ExportConfig config, boolean union, String corpus) implements Job {
  /** The card, in the attempt's folder, beside the folders of the tables. */
  public static final String CARD = "README.md";

  /** The name under which the corpus of a chain is published. */
  public static final String UNION = "export-union";

  /** Separate the seeds of the two shuffles from the run's other uses of its seed. */
  private static final long BUCKETS = 0x6275636B657473L;

  private static final long DOCUMENTS = 0x646F63756D656E74L;

  private static final String MAX_DOCUMENTS = "spark.sql.files.maxRecordsPerFile";

  @Override
  public String name() {
    return union ? UNION : "export";
  }

  @Override
  public List<String> inputs() {
    return List.of("ingest", "measure", "score", "select");
  }

  @Override
  public List<String> baseInputs() {
    return union ? inputs() : List.of();
  }

  @Override
  public Outcome run(RunContext context) {
    List<Dataset<Row>> documents = read(context, DocumentsTable.TABLE);
    List<Dataset<Row>> selections = read(context, SelectionTable.TABLE);
    List<Dataset<Row>> kept = kept(context, documents, selections);
    Split split = Split.of(context, kept, config.heldOut());
    Dataset<Row> corpus = write(context, CorpusTable.TABLE, split.training());
    Dataset<Row> heldOut = write(context, CorpusTable.HELD_OUT, split.heldOut());
    Map<String, Long> dropped =
        Map.of(
            "not_selected",
            sum(selections, run -> run.where("NOT keep").count()),
            "near_held_out",
            split.near().count());
    long held = heldOut.count();
    long written = corpus.count() + held;
    ObjectNode metrics = metrics(corpus, kept, split);
    metrics.put("held_out_documents", held).put("near_held_out", dropped.get("near_held_out"));
    writeCard(context, metrics);
    return Outcome.of(
        Accounting.of("documents", sum(documents, Dataset::count), written, dropped, Map.of()),
        metrics);
  }

  private void writeCard(RunContext context, ObjectNode metrics) {
    String card = DatasetCard.of(corpus, context.folder().manifests(), metrics);
    context
        .folder()
        .storage()
        .write(new Path(context.attemptFolder(), CARD), card.getBytes(StandardCharsets.UTF_8));
  }

  private List<Dataset<Row>> read(RunContext context, Table table) {
    List<Dataset<Row>> runs = new ArrayList<>(union ? context.readEarlier(table) : List.of());
    runs.add(context.read(table));
    return runs;
  }

  private List<Dataset<Row>> kept(
      RunContext context, List<Dataset<Row>> documents, List<Dataset<Row>> selections) {
    List<Dataset<Row>> signals = read(context, SignalsTable.TABLE);
    List<Dataset<Row>> scores = read(context, ScoresTable.TABLE);
    return IntStream.range(0, documents.size())
        .mapToObj(
            run ->
                ExportTransforms.kept(
                    documents.get(run), selections.get(run), signals.get(run), scores.get(run)))
        .toList();
  }

  private static long sum(List<Dataset<Row>> runs, ToLongFunction<Dataset<Row>> count) {
    return runs.stream().mapToLong(count).sum();
  }

  /** Writes documents, of each run, shuffled into even shards. */
  private Dataset<Row> write(RunContext context, Table table, List<Dataset<Row>> documents) {
    ShardPlan plan =
        ShardPlan.of(
            ExportTransforms.buckets(documents.stream().map(run -> run.drop("text")).toList()),
            config.shardBytes(),
            Mix64.draw(context.seed(), BUCKETS));
    PreparedDocuments prepare =
        new PreparedDocuments(config.redact(), Mix64.draw(context.seed(), DOCUMENTS));
    Dataset<Row> rows = ExportTransforms.shuffled(documents, plan, prepare);
    RuntimeConfig conf = context.session().conf();
    String before = conf.get(MAX_DOCUMENTS);
    conf.set(MAX_DOCUMENTS, plan.maxDocuments());
    try {
      return context.write(table, rows);
    } finally {
      conf.set(MAX_DOCUMENTS, before);
    }
  }

  private ObjectNode metrics(Dataset<Row> corpus, List<Dataset<Row>> kept, Split split) {
    ObjectNode metrics = JsonNodeFactory.instance.objectNode();
    metrics.put("shards", corpus.inputFiles().length);
    metrics.put("redacted_documents", config.redact() ? sum(kept, ExportTransforms::sensitive) : 0);
    if (union) {
      ArrayNode runs = metrics.putArray("documents_by_run");
      split.training().forEach(run -> runs.add(run.count()));
    }
    ArrayNode sources = metrics.putArray("by_source");
    for (Row row : ExportTransforms.bySource(corpus).collectAsList()) {
      sources
          .addObject()
          .put("source", row.<String>getAs("source"))
          .put("language", row.<String>getAs("language"))
          .put("documents", row.<Long>getAs("documents"))
          .put("bytes", row.<Long>getAs("bytes"))
          .put("tokens", row.<Long>getAs("tokens"));
    }
    ArrayNode licences = metrics.putArray("by_licence");
    for (Row row : ExportTransforms.byLicence(corpus).collectAsList()) {
      licences
          .addObject()
          .put("licence", row.<String>getAs("licence"))
          .put("documents", row.<Long>getAs("documents"));
    }
    return metrics;
  }
}

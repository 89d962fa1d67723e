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
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RuntimeConfig;

/** Writes the kept documents as the corpus; the package description says how. */
public record ExportJob(ExportConfig config) implements Job {
  /** Separate the seeds of the two shuffles from the run's other uses of its seed. */
  private static final long BUCKETS = 0x6275636B657473L;

  private static final long DOCUMENTS = 0x646F63756D656E74L;

  private static final String MAX_DOCUMENTS = "spark.sql.files.maxRecordsPerFile";

  @Override
  public String name() {
    return "export";
  }

  @Override
  public List<String> inputs() {
    return List.of("ingest", "measure", "score", "select");
  }

  @Override
  public Outcome run(RunContext context) {
    Dataset<Row> documents = context.read(DocumentsTable.TABLE);
    Dataset<Row> kept =
        ExportTransforms.kept(
            documents,
            context.read(SelectionTable.TABLE),
            context.read(SignalsTable.TABLE),
            context.read(ScoresTable.TABLE));
    ShardPlan plan =
        ShardPlan.of(
            ExportTransforms.buckets(kept.drop("text")),
            config.shardBytes(),
            Mix64.draw(context.seed(), BUCKETS));
    PreparedDocuments prepare =
        new PreparedDocuments(config.redact(), Mix64.draw(context.seed(), DOCUMENTS));
    Dataset<Row> corpus = write(context, ExportTransforms.shuffled(kept, plan, prepare), plan);
    long notSelected = context.read(SelectionTable.TABLE).where("NOT keep").count();
    return Outcome.of(
        Accounting.of(
            "documents",
            documents.count(),
            corpus.count(),
            Map.of("not_selected", notSelected),
            Map.of()),
        metrics(corpus, config.redact() ? ExportTransforms.sensitive(kept) : 0));
  }

  private static Dataset<Row> write(RunContext context, Dataset<Row> rows, ShardPlan plan) {
    RuntimeConfig conf = context.session().conf();
    String before = conf.get(MAX_DOCUMENTS);
    conf.set(MAX_DOCUMENTS, plan.maxDocuments());
    try {
      return context.write(CorpusTable.TABLE, rows);
    } finally {
      conf.set(MAX_DOCUMENTS, before);
    }
  }

  private static ObjectNode metrics(Dataset<Row> corpus, long redacted) {
    ObjectNode metrics = JsonNodeFactory.instance.objectNode();
    metrics.put("shards", corpus.inputFiles().length);
    metrics.put("redacted_documents", redacted);
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
    return metrics;
  }
}

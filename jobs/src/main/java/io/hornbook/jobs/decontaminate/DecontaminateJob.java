package io.hornbook.jobs.decontaminate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.benchmark.Benchmark;
import io.hornbook.common.benchmark.BenchmarkFormat;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.manifest.Manifest.ExternalFile;
import io.hornbook.common.ngram.NgramIndex;
import io.hornbook.common.ngram.SearchSettings;
import io.hornbook.common.rule.Rule;
import io.hornbook.common.rule.RuleSet;
import io.hornbook.jobs.evidence.Remaining;
import io.hornbook.jobs.run.Job;
import io.hornbook.jobs.run.Outcome;
import io.hornbook.jobs.run.RunContext;
import io.hornbook.jobs.run.Storage;
import io.hornbook.jobs.table.ContaminationTable;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.DuplicatesTable;
import io.hornbook.jobs.table.QuarantineTable;
import io.hornbook.jobs.table.SignalsTable;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Finds the documents that hold benchmark items; the package description says how.
 *
 * @param settings the section {@code decontaminate} of the config
 * @param rules the gates: what they drop is not scanned
 */
public record DecontaminateJob(DecontaminateConfig settings, RuleSet rules) implements Job {
  @Override
  public String name() {
    return "decontaminate";
  }

  @Override
  public List<String> inputs() {
    return List.of("ingest", "measure", "dedup");
  }

  @Override
  public Object config() {
    return new Dependence(
        settings.benchmarks().stream().map(Dependence.Named::of).toList(),
        settings.search(),
        rules.rules());
  }

  /** All but the paths: the same file elsewhere is the same benchmark. */
  private record Dependence(List<Named> benchmarks, SearchSettings search, List<Rule> rules) {
    private record Named(String name, BenchmarkFormat format) {
      static Named of(DecontaminateConfig.Source source) {
        return new Named(source.name(), source.format());
      }
    }
  }

  @Override
  public List<ExternalFile> external(Storage storage) {
    return Benchmarks.files(settings.benchmarks(), storage);
  }

  @Override
  public Outcome run(RunContext context) {
    Benchmarks benchmarks = Benchmarks.read(settings.benchmarks(), context.folder().storage());
    NgramIndex index = NgramIndex.of(benchmarks.items(), settings.search());
    Dataset<Row> documents = context.read(DocumentsTable.TABLE);
    Dataset<Row> scanned =
        Remaining.survivors(
            documents.select("document_id", "language", "text"),
            context.read(SignalsTable.TABLE),
            context.read(DuplicatesTable.TABLE),
            rules);
    Dataset<Row> contamination = write(context, scanned, index);
    context.write(
        QuarantineTable.TABLE,
        context.session().createDataFrame(benchmarks.quarantine(), QuarantineTable.TABLE.schema()));
    long out =
        Remaining.countOut(
            documents.select("document_id", "language"),
            context.read(SignalsTable.TABLE),
            context.read(DuplicatesTable.TABLE),
            rules);
    return Outcome.of(
        Accounting.of(
            "documents", documents.count(), scanned.count(), Map.of("already_out", out), Map.of()),
        metrics(benchmarks, index, contamination));
  }

  private static Dataset<Row> write(RunContext context, Dataset<Row> documents, NgramIndex index) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(context.session().sparkContext());
    Broadcast<NgramIndex> broadcast = spark.broadcast(index);
    try {
      return context.write(
          ContaminationTable.TABLE, DecontaminateTransforms.contamination(documents, broadcast));
    } finally {
      broadcast.destroy();
    }
  }

  private static ObjectNode metrics(
      Benchmarks benchmarks, NgramIndex index, Dataset<Row> contamination) {
    ObjectNode metrics = JsonNodeFactory.instance.objectNode();
    metrics.put("ngrams", index.ngrams());
    var unsearchable = metrics.putArray("unsearchable_items");
    index.unsearchable().forEach(item -> unsearchable.add(item.benchmark() + " " + item.id()));
    var read = metrics.putArray("benchmarks");
    for (Benchmark benchmark : benchmarks.benchmarks()) {
      read.addObject()
          .put("benchmark", benchmark.name())
          .put("items", benchmark.items().size())
          .put("items_without_solution", benchmark.itemsWithoutSolution())
          .put("unreadable_records", benchmark.unreadable().size());
    }
    var hits = metrics.putArray("matches");
    for (Row row : DecontaminateTransforms.hits(contamination).collectAsList()) {
      hits.addObject()
          .put("benchmark", row.<String>getAs("benchmark"))
          .put("method", row.<String>getAs("method"))
          .put("matches", row.<Long>getAs("matches"))
          .put("documents", row.<Long>getAs("documents"))
          .put("items", row.<Long>getAs("items"));
    }
    return metrics;
  }
}

package io.hornbook.jobs.decontaminate;

import io.hornbook.common.benchmark.BenchmarkFormat;
import io.hornbook.common.contamination.ContaminationIndex;
import io.hornbook.common.contamination.ContaminationSettings;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.manifest.Manifest.ExternalFile;
import io.hornbook.common.rule.Rule;
import io.hornbook.common.rule.RuleSet;
import io.hornbook.common.signal.MeasureLimits;
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
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Finds the documents that hold benchmark items; the package description says how.
 *
 * @param settings the section {@code decontaminate} of the config
 * @param limits of parsing
 * @param rules the gates: what they drop is not scanned
 */
public record DecontaminateJob(DecontaminateConfig settings, MeasureLimits limits, RuleSet rules)
    implements Job {
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
        settings.search(limits),
        settings.idioms(),
        settings.selfTestItems(),
        rules.rules());
  }

  /** All but the paths: the same file elsewhere is the same benchmark. */
  private record Dependence(
      List<Named> benchmarks,
      ContaminationSettings search,
      DecontaminateConfig.Idioms idioms,
      int selfTestItems,
      List<Rule> rules) {
    private record Named(String name, BenchmarkFormat format, Optional<String> language) {
      static Named of(DecontaminateConfig.Source source) {
        return new Named(source.name(), source.format(), source.language());
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
    ContaminationIndex index =
        new ContaminationIndex(benchmarks.itemsByLanguage(), settings.search(limits));
    DecontaminationMetrics metrics = new DecontaminationMetrics(benchmarks, index);
    metrics.putSelfTest(settings.selfTestItems(), context.seed());
    Dataset<Row> documents = context.read(DocumentsTable.TABLE);
    Dataset<Row> scanned =
        Remaining.survivors(
            documents.select("document_id", "language", "text"),
            context.read(SignalsTable.TABLE),
            context.read(DuplicatesTable.TABLE),
            rules);
    long kept = scanned.count();
    metrics.put(write(context, scanned, index, settings.idioms().documents(kept), metrics));
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
        Accounting.of("documents", documents.count(), kept, Map.of("already_out", out), Map.of()),
        metrics.json());
  }

  private static Dataset<Row> write(
      RunContext context,
      Dataset<Row> documents,
      ContaminationIndex index,
      long idiomDocuments,
      DecontaminationMetrics metrics) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(context.session().sparkContext());
    Broadcast<ContaminationIndex> broadcast = spark.broadcast(index);
    try {
      Dataset<Row> found =
          context.scratch("found", DecontaminateTransforms.found(documents, broadcast));
      List<Row> idioms = DecontaminateTransforms.idioms(found, idiomDocuments).collectAsList();
      metrics.putIdioms(idioms, idiomDocuments);
      BitSet numbers = new BitSet();
      idioms.forEach(row -> numbers.set(row.getInt(0)));
      return context.write(
          ContaminationTable.TABLE,
          DecontaminateTransforms.contamination(found, broadcast, numbers));
    } finally {
      broadcast.destroy();
    }
  }
}

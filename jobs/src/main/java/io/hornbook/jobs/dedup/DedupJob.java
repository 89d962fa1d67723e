package io.hornbook.jobs.dedup;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.hash.Mix64;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.jobs.run.Job;
import io.hornbook.jobs.run.Outcome;
import io.hornbook.jobs.run.RunContext;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.DuplicatesTable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds the documents that repeat another one; the package description says how. */
public record DedupJob(DedupConfig config) implements Job {
  /** Separates the seed of the signatures from the run's other uses of its seed. */
  private static final long SIGNATURES = 0x6465647570L;

  @Override
  public String name() {
    return "dedup";
  }

  @Override
  public List<String> inputs() {
    return List.of("ingest");
  }

  @Override
  public Outcome run(RunContext context) {
    Dataset<Row> documents = context.read(DocumentsTable.TABLE);
    long seed = Mix64.draw(context.seed(), SIGNATURES);
    Deduplication.Result result = new Deduplication(config, seed, context::scratch).run(documents);
    Dataset<Row> duplicates = context.write(DuplicatesTable.TABLE, result.duplicates());
    ObjectNode metrics = DedupMetrics.of(config, result, documents, duplicates);
    return Outcome.of(accounting(documents.count(), duplicates), metrics);
  }

  private static Accounting accounting(long read, Dataset<Row> duplicates) {
    Map<String, Long> dropped = new TreeMap<>();
    duplicates
        .groupBy("kind")
        .agg(count(lit(1)).as("documents"))
        .select(col("kind"), col("documents"))
        .collectAsList()
        .forEach(row -> dropped.put(row.getString(0) + "_duplicate", row.getLong(1)));
    long kept = read - dropped.values().stream().mapToLong(Long::longValue).sum();
    return Accounting.of("documents", read, kept, dropped, Map.of());
  }
}

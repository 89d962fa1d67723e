package io.hornbook.jobs.measure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.signal.Signal;
import io.hornbook.jobs.run.Job;
import io.hornbook.jobs.run.Outcome;
import io.hornbook.jobs.run.RunContext;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.SignalsTable;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Measures the documents of a run. */
public final class MeasureJob implements Job {
  private final MeasureConfig config;

  public MeasureJob(MeasureConfig config) {
    this.config = config;
  }

  @Override
  public String name() {
    return "measure";
  }

  @Override
  public List<String> inputs() {
    return List.of("ingest");
  }

  @Override
  public Object config() {
    return Map.of("measure", config, "signals", Signal.columns());
  }

  @Override
  public Outcome run(RunContext context) {
    Dataset<Row> documents = context.read(DocumentsTable.TABLE);
    Dataset<Row> signals =
        context.write(SignalsTable.TABLE, MeasureTransforms.signals(documents, config.limits()));
    ObjectNode metrics = JsonNodeFactory.instance.objectNode();
    ObjectNode sensitive = metrics.putObject("with_sensitive");
    MeasureTransforms.withSensitive(signals)
        .collectAsList()
        .forEach(row -> sensitive.put(row.getString(0), row.getLong(1)));
    return Outcome.of(Accounting.allKept("documents", documents.count()), metrics);
  }
}

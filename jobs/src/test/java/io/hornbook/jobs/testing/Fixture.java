package io.hornbook.jobs.testing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.jobs.run.Job;
import io.hornbook.jobs.run.Outcome;
import io.hornbook.jobs.run.RunContext;
import io.hornbook.jobs.table.Table;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * A job that publishes given rows: what the job under test reads.
 *
 * @param name the name of the job that it stands for
 * @param tables the rows of each of its tables
 */
public record Fixture(String name, Map<Table, List<Row>> tables) implements Job {
  /** A job with one table. */
  public static Fixture of(String name, Table table, Row... rows) {
    return new Fixture(name, Map.of(table, List.of(rows)));
  }

  @Override
  public List<String> inputs() {
    return List.of();
  }

  @Override
  public Object config() {
    return Map.of();
  }

  @Override
  public Outcome run(RunContext context) {
    tables.forEach(
        (table, rows) ->
            context.write(table, context.session().createDataFrame(rows, table.schema())));
    return Outcome.of(Accounting.allKept("documents", 0), JsonNodeFactory.instance.objectNode());
  }
}

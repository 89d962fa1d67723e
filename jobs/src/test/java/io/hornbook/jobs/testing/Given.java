package io.hornbook.jobs.testing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.jobs.run.Job;
import io.hornbook.jobs.run.Outcome;
import io.hornbook.jobs.run.RunContext;
import io.hornbook.jobs.table.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * A job that publishes given rows, in place of the real job of its name: what the job under test
 * reads.
 */
public record Given(String name, Map<Table, Function<SparkSession, Dataset<Row>>> tables)
    implements Job {
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
    tables.forEach((table, rows) -> context.write(table, rows.apply(context.session())));
    return Outcome.of(Accounting.allKept("rows", 0), JsonNodeFactory.instance.objectNode());
  }

  /** A job that publishes one table. */
  public static Given of(String name, Table table, Dataset<Row> rows) {
    return new Given(name, Map.of(table, session -> rows));
  }

  /** A job that publishes one table, of whole rows. */
  public static Given of(String name, Table table, Row... rows) {
    return new Given(
        name, Map.of(table, session -> session.createDataFrame(List.of(rows), table.schema())));
  }

  /**
   * Rows of a table from some of its columns; the others are null.
   *
   * @param columns the names of the values, separated by spaces
   */
  public static Dataset<Row> rows(
      SparkSession session, Table table, String columns, List<Row> values) {
    StructType given = new StructType();
    for (String name : columns.split(" ", -1)) {
      given = given.add(table.schema().apply(name));
    }
    return padded(table, session.createDataFrame(values, given));
  }

  /** Rows with some of a table's columns as rows of the table; the other columns are null. */
  public static Dataset<Row> padded(Table table, Dataset<Row> rows) {
    List<String> given = List.of(rows.columns());
    Column[] all =
        Arrays.stream(table.schema().fields())
            .map(
                field ->
                    given.contains(field.name())
                        ? functions.col(field.name())
                        : functions.lit(null).cast(field.dataType()).as(field.name()))
            .toArray(Column[]::new);
    return rows.select(all);
  }
}

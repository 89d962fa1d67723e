package io.hornbook.jobs.measure;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.rule.RuleConfig;
import io.hornbook.common.rule.RuleSet;
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
  private final List<RuleConfig> gates;

  /**
   * A measurement.
   *
   * @param rules those on signals that need no parser say which texts are parsed, unless the config
   *     says that all are
   */
  public MeasureJob(MeasureConfig config, List<RuleConfig> rules) {
    this.config = config;
    this.gates =
        config.parseDropped()
            ? List.of()
            : RuleConfig.expanded(rules).stream().filter(RuleConfig::isUnparsed).toList();
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
    return Map.of("measure", config, "gates", gates, "signals", Signal.columns());
  }

  @Override
  public Outcome run(RunContext context) {
    Dataset<Row> documents = context.read(DocumentsTable.TABLE);
    MeasureCosts costs = new MeasureCosts(context.session().sparkContext());
    Dataset<Row> signals =
        context.write(
            SignalsTable.TABLE,
            MeasureTransforms.signals(documents, config.limits(), RuleSet.of(gates), costs));
    ObjectNode metrics = totals(signals);
    costs.putInto(metrics);
    ObjectNode sensitive = metrics.putObject("with_sensitive");
    MeasureTransforms.withSensitive(signals)
        .collectAsList()
        .forEach(row -> sensitive.put(row.getString(0), row.getLong(1)));
    return Outcome.of(
        Accounting.of("documents", documents.count(), signals.count(), Map.of(), Map.of()),
        metrics);
  }

  private static ObjectNode totals(Dataset<Row> signals) {
    Row totals =
        signals
            .select(
                coalesce(sum(Signal.CHARACTER_COUNT.column()), lit(0L)),
                coalesce(sum(Signal.LINE_COUNT.column()), lit(0L)),
                coalesce(sum(Signal.TOKENS.column()), lit(0L)),
                count(Signal.PARSES.column()),
                count_if(not(col(Signal.PARSES.column()))))
            .head();
    return JsonNodeFactory.instance
        .objectNode()
        .put("characters", totals.getLong(0))
        .put("lines", totals.getLong(1))
        .put("tokens", totals.getLong(2))
        .put("parsed_documents", totals.getLong(3))
        .put("documents_with_parse_errors", totals.getLong(4));
  }
}

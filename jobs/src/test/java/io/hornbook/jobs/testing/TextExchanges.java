package io.hornbook.jobs.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.adaptive.AdaptiveSparkPlanExec;
import org.apache.spark.sql.execution.adaptive.QueryStageExec;
import org.apache.spark.sql.execution.exchange.Exchange;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.QueryExecutionListener;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Walks the executed plan of every query while it listens, and remembers each exchange one of whose
 * columns, at any depth, is called {@code text}.
 */
public final class TextExchanges implements QueryExecutionListener, AutoCloseable {
  private final SparkSession session;
  private final Queue<String> found = new ConcurrentLinkedQueue<>();
  private final Queue<String> seen = new ConcurrentLinkedQueue<>();

  private TextExchanges(SparkSession session) {
    this.session = session;
  }

  /** Listens to the session's queries until it is closed. */
  public static TextExchanges in(SparkSession session) {
    TextExchanges listener = new TextExchanges(session);
    session.listenerManager().register(listener);
    return listener;
  }

  /** The exchanges that carry text, as their plans. */
  public List<String> found() {
    drain();
    return List.copyOf(found);
  }

  /** All exchanges that were seen: a listener that saw none proves nothing. */
  public List<String> seen() {
    drain();
    return List.copyOf(seen);
  }

  @Override
  public void onSuccess(String function, QueryExecution query, long nanos) {
    exchanges(query.executedPlan())
        .forEach(
            exchange -> {
              seen.add(exchange.nodeName());
              if (carriesText(exchange.schema())) {
                found.add(exchange.treeString());
              }
            });
  }

  @Override
  public void onFailure(String function, QueryExecution query, Exception failure) {}

  @Override
  public void close() {
    session.listenerManager().unregister(this);
  }

  /** The exchanges of a plan, inside adaptive stages too. */
  public static List<SparkPlan> exchanges(SparkPlan plan) {
    List<SparkPlan> exchanges = new ArrayList<>();
    collect(plan, exchanges);
    return exchanges;
  }

  private static void collect(SparkPlan plan, List<SparkPlan> exchanges) {
    if (plan instanceof Exchange) {
      exchanges.add(plan);
    }
    if (plan instanceof AdaptiveSparkPlanExec adaptive) {
      collect(adaptive.executedPlan(), exchanges);
    } else if (plan instanceof QueryStageExec stage) {
      collect(stage.plan(), exchanges);
    }
    CollectionConverters.asJava(plan.children()).forEach(child -> collect(child, exchanges));
    CollectionConverters.asJava(plan.subqueries()).forEach(child -> collect(child, exchanges));
  }

  private static boolean carriesText(StructType schema) {
    for (StructField field : schema.fields()) {
      DataType type =
          field.dataType() instanceof ArrayType array ? array.elementType() : field.dataType();
      boolean nested = type instanceof StructType struct && carriesText(struct);
      if (nested || field.name().toLowerCase(Locale.ROOT).equals("text")) {
        return true;
      }
    }
    return false;
  }

  // Listeners are told on a thread of their own.
  private void drain() {
    try {
      session.sparkContext().listenerBus().waitUntilEmpty(60_000);
    } catch (java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException("Spark's listeners fell behind", e);
    }
  }
}

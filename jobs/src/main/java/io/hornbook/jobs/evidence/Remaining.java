package io.hornbook.jobs.evidence;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.size;

import io.hornbook.common.rule.RuleSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** The documents that the evidence so far leaves in. */
public final class Remaining {
  /** The column of the gates' reasons: {@code ARRAY<STRING>}, in rule order. */
  public static final String GATE_REASONS = "gate_reasons";

  private static final String KEY = "document_id";

  private Remaining() {}

  /**
   * The documents with {@link #GATE_REASONS}; the signals themselves are left out again.
   *
   * @param documents bucketed, with document_id and language, and any other columns
   * @param signals bucketed, with document_id and the signals that the rules name
   */
  public static Dataset<Row> withGateReasons(
      Dataset<Row> documents, Dataset<Row> signals, RuleSet rules) {
    Column[] kept =
        Stream.concat(
                Stream.of(documents.columns()).map(functions::col),
                Stream.of(GateReasons.of(rules).as(GATE_REASONS)))
            .toArray(Column[]::new);
    return documents.join(measured(signals, rules), KEY).select(kept);
  }

  /** The documents that pass every gate, with the columns that they came with. */
  public static Dataset<Row> passing(Dataset<Row> documents, Dataset<Row> signals, RuleSet rules) {
    return withGateReasons(documents, signals, rules)
        .where(size(col(GATE_REASONS)).equalTo(0))
        .drop(GATE_REASONS);
  }

  /**
   * The documents that pass every gate and are no duplicates, with the columns that they came with.
   *
   * @param duplicates bucketed, with document_id
   */
  public static Dataset<Row> survivors(
      Dataset<Row> documents, Dataset<Row> signals, Dataset<Row> duplicates, RuleSet rules) {
    return passing(documents, signals, rules).join(duplicates.select(KEY), asUsing(), "left_anti");
  }

  /**
   * The documents that a gate drops or that are duplicates, with the columns that they came with:
   * the others than {@link #survivors}, found apart from them.
   */
  public static Dataset<Row> out(
      Dataset<Row> documents, Dataset<Row> signals, Dataset<Row> duplicates, RuleSet rules) {
    Dataset<Row> dropped =
        withGateReasons(documents, signals, rules)
            .where(size(col(GATE_REASONS)).gt(0))
            .drop(GATE_REASONS);
    return dropped.unionAll(documents.join(duplicates.select(KEY), asUsing(), "left_semi"));
  }

  /** How many documents a gate drops or are duplicates: counted apart from those that remain. */
  public static long countOut(
      Dataset<Row> documents, Dataset<Row> signals, Dataset<Row> duplicates, RuleSet rules) {
    return withGateReasons(documents, signals, rules).where(size(col(GATE_REASONS)).gt(0)).count()
        + duplicates.count();
  }

  private static String[] asUsing() {
    return new String[] {KEY};
  }

  private static Dataset<Row> measured(Dataset<Row> signals, RuleSet rules) {
    Column[] columns =
        Stream.concat(Stream.of(KEY), rules.signals().stream())
            .map(functions::col)
            .toArray(Column[]::new);
    return signals.select(columns);
  }
}

package io.hornbook.jobs.evidence;

import io.hornbook.common.rule.RuleSet;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** The reasons of a set of rules, as a column. */
final class GateReasons implements UDF2<String, Row, List<String>> {
  private final RuleSet rules;

  private GateReasons(RuleSet rules) {
    this.rules = rules;
  }

  /** The reasons, in rule order, of a row with {@code language} and the signals of the rules. */
  static Column of(RuleSet rules) {
    if (rules.rules().isEmpty()) {
      return functions.array().cast("ARRAY<STRING>");
    }
    Column[] signals = rules.signals().stream().map(functions::col).toArray(Column[]::new);
    return functions
        .udf(new GateReasons(rules), DataTypes.createArrayType(DataTypes.StringType))
        .apply(functions.col("language"), functions.struct(signals));
  }

  @Override
  public List<String> call(String language, Row signals) {
    return rules.reasons(language, signals::getAs);
  }
}

package io.hornbook.jobs.table;

import io.hornbook.common.signal.Signal;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What {@code measure} found in every document: one column a signal, in the order of {@link
 * Signal}, and {@code sensitive}, the spans of personal data and secrets in UTF-8 bytes of the
 * text, the end exclusive. A signal that does not apply to a document is null.
 */
public final class SignalsTable {
  public static final String SENSITIVE = "sensitive";

  public static final Table TABLE = Table.bucketed("signals", 1, schema());

  private SignalsTable() {}

  private static StructType schema() {
    StructType schema = StructType.fromDDL("document_id BINARY");
    for (Signal signal : Signal.values()) {
      schema = schema.add(signal.column(), type(signal));
    }
    return schema.add(
        SENSITIVE, DataType.fromDDL("ARRAY<STRUCT<kind: STRING, start: INT, end: INT>>"));
  }

  private static DataType type(Signal signal) {
    return switch (signal.type()) {
      case COUNT -> DataTypes.LongType;
      case NUMBER -> DataTypes.DoubleType;
      case FLAG -> DataTypes.BooleanType;
      case NAME -> DataTypes.StringType;
    };
  }
}

package io.hornbook.jobs.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import io.hornbook.common.document.DocumentId;
import java.io.Serializable;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * What becomes of the rows of a table that name one of some documents: they go, or one of their
 * columns is emptied.
 *
 * @param columns that hold a document's id as their last 16 bytes: the id itself, or a rank
 * @param ids of the documents, in hex
 * @param emptied the column of text that is emptied, or {@code null}: the row goes
 */
public record RowChange(List<String> columns, Set<String> ids, String emptied)
    implements Serializable {
  public RowChange {
    columns = List.copyOf(columns);
    ids = Set.copyOf(ids);
  }

  /** Rows that name one of the documents go. */
  public static RowChange without(Set<String> ids, String... columns) {
    return new RowChange(List.of(columns), ids, null);
  }

  /** The rows of the documents stay, and {@code column} is empty in them. */
  public static RowChange emptied(Set<String> ids, String column) {
    return new RowChange(List.of("document_id"), ids, column);
  }

  /** Whether a row is one that changes. */
  public Column changes() {
    Column named =
        columns.stream()
            .map(column -> udf(new Named(this), DataTypes.BooleanType).apply(col(column)))
            .reduce(lit(false), Column::or);
    return emptied == null ? named : named.and(col(emptied).notEqual(""));
  }

  /** Whether a value of one of the columns names one of the documents. */
  boolean names(byte[] value) {
    return value != null
        && value.length >= DocumentId.LENGTH
        && ids.contains(
            HexFormat.of().formatHex(value, value.length - DocumentId.LENGTH, value.length));
  }

  /** {@link RowChange#names} for Spark. */
  private record Named(RowChange change) implements UDF1<byte[], Boolean> {
    @Override
    public Boolean call(byte[] value) {
      return change.names(value);
    }
  }
}

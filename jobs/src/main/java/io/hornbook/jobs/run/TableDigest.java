package io.hornbook.jobs.run;

import io.hornbook.common.manifest.CanonicalRow;
import io.hornbook.common.manifest.RowDigest;
import io.hornbook.jobs.table.Table;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Computes the digest of a table from the files that were written: one row a partition. */
final class TableDigest {
  private static final StructType PARTIAL =
      StructType.fromDDL("lane0 BIGINT, lane1 BIGINT, lane2 BIGINT, lane3 BIGINT, rows BIGINT");

  private TableDigest() {}

  static RowDigest of(Dataset<Row> rows, Table table) {
    RowDigest digest = RowDigest.EMPTY;
    Dataset<Row> partials =
        rows.select(table.digestColumns().stream().map(functions::col).toArray(Column[]::new))
            .mapPartitions(
                new DigestRows(table.name() + "/" + table.version()), Encoders.row(PARTIAL));
    // One small row a partition, so what comes to the driver does not grow with the rows.
    for (Row row : partials.collectAsList()) {
      digest =
          digest.plus(
              new RowDigest(
                  row.getLong(0), row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)));
    }
    return digest;
  }

  /** The digest of one partition. */
  private record DigestRows(String table) implements MapPartitionsFunction<Row, Row> {
    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
      CanonicalRow canonical = new CanonicalRow(table);
      RowDigest digest = RowDigest.EMPTY;
      while (rows.hasNext()) {
        digest = digest.plus(canonical.sha256(values(rows.next())));
      }
      return List.of(
              RowFactory.create(
                  digest.lane0(), digest.lane1(), digest.lane2(), digest.lane3(), digest.rows()))
          .iterator();
    }

    private static List<Object> values(Row row) {
      List<Object> values = new ArrayList<>(row.size());
      for (int i = 0; i < row.size(); i++) {
        values.add(value(row.get(i)));
      }
      return values;
    }

    private static Object value(Object value) {
      if (value instanceof Row struct) {
        return values(struct);
      }
      if (value instanceof Seq<?> array) {
        List<Object> values = new ArrayList<>(array.size());
        CollectionConverters.asJava(array).forEach(element -> values.add(value(element)));
        return values;
      }
      if (value instanceof scala.collection.Map<?, ?> map) {
        Map<String, Object> values = new TreeMap<>();
        CollectionConverters.asJava(map)
            .forEach((key, element) -> values.put((String) key, value(element)));
        return values;
      }
      return value instanceof java.sql.Timestamp time ? time.toInstant() : value;
    }
  }
}

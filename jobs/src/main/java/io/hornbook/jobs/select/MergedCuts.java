package io.hornbook.jobs.select;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Stretches of a text by start, those that meet or overlap as one; null for none. */
final class MergedCuts implements UDF1<Seq<Row>, List<Row>> {
  static final ArrayType SCHEMA = new ArrayType(StructType.fromDDL("start INT, end INT"), true);

  @Override
  public List<Row> call(Seq<Row> cuts) {
    List<Row> merged = new ArrayList<>();
    for (Row cut :
        CollectionConverters.asJava(cuts).stream()
            .sorted(Comparator.comparingInt(row -> row.getInt(0)))
            .toList()) {
      Row last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      if (last == null || cut.getInt(0) > last.getInt(1)) {
        merged.add(RowFactory.create(cut.getInt(0), cut.getInt(1)));
      } else {
        int end = Math.max(last.getInt(1), cut.getInt(1));
        merged.set(merged.size() - 1, RowFactory.create(last.getInt(0), end));
      }
    }
    return merged.isEmpty() ? null : merged;
  }
}

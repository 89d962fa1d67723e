package io.hornbook.jobs.classifier;

import io.hornbook.common.classifier.Folds;
import io.hornbook.common.classifier.NearDuplicateGroups;
import io.hornbook.common.document.Sha256;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * The group and the fold of every text of the one partition that it is given: rows of {@code
 * content_sha256} and {@code bands}.
 */
final class TextGroups implements MapPartitionsFunction<Row, Row> {
  static final StructType SCHEMA =
      StructType.fromDDL("content_sha256 BINARY, group_sha256 BINARY, fold INT");
  private static final long serialVersionUID = 1;

  private final long seed;
  private final int folds;

  TextGroups(long seed, int folds) {
    this.seed = seed;
    this.folds = folds;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    NearDuplicateGroups groups = new NearDuplicateGroups();
    List<Sha256> contents = new ArrayList<>();
    while (rows.hasNext()) {
      Row row = rows.next();
      Sha256 content = Sha256.wrap(row.getAs("content_sha256"));
      List<Long> bands = row.getList(row.fieldIndex("bands"));
      groups.add(content, bands.stream().mapToLong(Long::longValue).toArray());
      contents.add(content);
    }
    return contents.stream().map(content -> row(content, groups.group(content))).iterator();
  }

  private Row row(Sha256 content, Sha256 group) {
    return RowFactory.create(content.bytes(), group.bytes(), Folds.fold(group, seed, folds));
  }
}

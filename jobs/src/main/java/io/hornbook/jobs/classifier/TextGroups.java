package io.hornbook.jobs.classifier;

import io.hornbook.common.classifier.Folds;
import io.hornbook.common.classifier.NearDuplicateGroups;
import io.hornbook.common.document.Sha256;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * The group and the fold of every text of the one partition that it is given: rows of {@code
 * content_sha256}, {@code bands} and {@code fold_key}.
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
    boolean isKeyed = false;
    while (rows.hasNext()) {
      Row row = rows.next();
      Sha256 content = Sha256.wrap(row.getAs("content_sha256"));
      List<Long> bands = row.getList(row.fieldIndex("bands"));
      groups.add(content, bands.stream().mapToLong(Long::longValue).toArray());
      String key = row.getAs("fold_key");
      if (key != null) {
        groups.join(content, key);
        isKeyed = true;
      }
      contents.add(content);
    }
    Function<Sha256, Integer> fold = isKeyed ? balanced(groups, contents) : this::drawn;
    return contents.stream().map(content -> row(content, groups.group(content), fold)).iterator();
  }

  private int drawn(Sha256 group) {
    return Folds.fold(group, seed, folds);
  }

  /** Groups of a key are few and of all sizes: drawn, they would leave folds empty. */
  private Function<Sha256, Integer> balanced(NearDuplicateGroups groups, List<Sha256> contents) {
    Map<Sha256, Long> sizes =
        contents.stream().collect(Collectors.groupingBy(groups::group, Collectors.counting()));
    Map<Sha256, Integer> balanced = Folds.balanced(sizes, folds);
    return balanced::get;
  }

  private static Row row(Sha256 content, Sha256 group, Function<Sha256, Integer> fold) {
    return RowFactory.create(content.bytes(), group.bytes(), fold.apply(group));
  }
}

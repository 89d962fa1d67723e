package io.hornbook.jobs.classifier;

import io.hornbook.common.classifier.Folds;
import io.hornbook.common.classifier.NearDuplicateGroups;
import io.hornbook.common.document.Sha256;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * The group of near-duplicates and the fold of every text of the one partition that it is given:
 * rows of {@code content_sha256}, {@code bands} and {@code fold_key}. Texts of one key are in one
 * fold; so are near-duplicates where no text has a key. Near-duplicates of two keys may be in two
 * folds: joined by each other, the repositories of a language would soon be one. They don't teach
 * what judges them all the same; see {@link LabelledSample#outside}.
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
    Map<Sha256, Sha256> keys = new HashMap<>();
    while (rows.hasNext()) {
      Row row = rows.next();
      Sha256 content = Sha256.wrap(row.getAs("content_sha256"));
      List<Long> bands = row.getList(row.fieldIndex("bands"));
      groups.add(content, bands.stream().mapToLong(Long::longValue).toArray());
      String key = row.getAs("fold_key");
      if (key != null) {
        keys.put(content, Sha256.of("key " + key));
      }
      contents.add(content);
    }
    UnaryOperator<Sha256> together = content -> keys.getOrDefault(content, groups.group(content));
    Function<Sha256, Integer> fold = keys.isEmpty() ? this::drawn : balanced(contents, together);
    return contents.stream()
        .map(
            content ->
                RowFactory.create(
                    content.bytes(),
                    groups.group(content).bytes(),
                    fold.apply(together.apply(content))))
        .iterator();
  }

  private int drawn(Sha256 group) {
    return Folds.fold(group, seed, folds);
  }

  /** Keys are few, and their texts many or few: drawn, they would leave folds empty. */
  private Function<Sha256, Integer> balanced(
      List<Sha256> contents, UnaryOperator<Sha256> together) {
    Map<Sha256, Long> sizes =
        contents.stream().collect(Collectors.groupingBy(together, Collectors.counting()));
    return Folds.balanced(sizes, folds)::get;
  }
}

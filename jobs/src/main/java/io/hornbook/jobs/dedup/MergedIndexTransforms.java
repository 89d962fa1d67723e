package io.hornbook.jobs.dedup;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;

import io.hornbook.jobs.table.SeenTextsTable;
import io.hornbook.jobs.table.SurvivorBandsTable;
import io.hornbook.jobs.table.SurvivorShinglesTable;
import io.hornbook.jobs.table.Table;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** The tables of a merged index from those of the runs of a chain, oldest first. */
final class MergedIndexTransforms {
  private MergedIndexTransforms() {}

  /** Every row of every run, with its run. */
  static Dataset<Row> seenTexts(List<LookBack.Part> parts) {
    return union(
        parts,
        part ->
            part.seenTexts()
                .withColumn(LookBackTransforms.RUN, LookBackTransforms.prefix(part.first())),
        SeenTextsTable.MERGED);
  }

  /** Of each key the row of the first run that has it. */
  static Dataset<Row> first(Dataset<Row> seenTexts) {
    Column[] told =
        Stream.concat(
                Stream.of(col(LookBackTransforms.RUN)),
                Arrays.stream(seenTexts.columns())
                    .filter(name -> !name.equals("key") && !name.equals(LookBackTransforms.RUN))
                    .map(functions::col))
            .toArray(Column[]::new);
    return seenTexts
        .groupBy("key")
        .agg(min(struct(told)).as("first"))
        .select("key", "first.*")
        .select(SeenTextsTable.MERGED.columns());
  }

  /** Every row of every run, with its run. */
  static Dataset<Row> bands(List<LookBack.Part> parts) {
    return union(parts, LookBack.Part::bands, SurvivorBandsTable.MERGED);
  }

  /** Every row of every run. */
  static Dataset<Row> shingles(List<LookBack.Part> parts) {
    return union(parts, LookBack.Part::shingles, SurvivorShinglesTable.MERGED);
  }

  private static Dataset<Row> union(
      List<LookBack.Part> parts, Function<LookBack.Part, Dataset<Row>> rows, Table merged) {
    return parts.stream()
        .map(part -> rows.apply(part).select(merged.columns()))
        .reduce(Dataset::union)
        .orElseThrow();
  }
}

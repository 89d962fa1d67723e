package io.hornbook.jobs.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_entries;
import static org.apache.spark.sql.functions.map_from_entries;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.KnownDocumentsTable;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** What ingest does to rows of records; {@link RecordRows} describes them. */
final class IngestTransforms {
  private static final String ID = DocumentsTable.DOCUMENT_ID;
  private static final String CHOSEN = "chosen";
  private static final String KNOWN = "known";

  /** The columns that are counted, not chosen. */
  private static final Set<String> COUNTED = Set.of(ID, "occurrences", "records");

  private IngestTransforms() {}

  /**
   * One row for each question with its answers, by an exchange of posts.
   *
   * @param posts rows of {@link RecordRows#WITH_POSTS}
   * @return rows of {@link RecordRows#RECORDS}
   */
  static Dataset<Row> withPages(Dataset<Row> posts, List<SourceSpec> sources, OptOuts optOuts) {
    Column[] question = {col("source_index"), col("origin"), col("question_id")};
    return posts
        .repartition(question)
        .sortWithinPartitions(question)
        .mapPartitions(new AssemblePages(sources, optOuts), Encoders.row(RecordRows.RECORDS));
  }

  /**
   * Equal records as one row that counts them, in {@code buckets} partitions by document_id: the
   * exchange of text. Columns beyond those that the id is made of may differ between equal records
   * (stars, the encoding); the smallest row in the order of the columns stands for all.
   *
   * @param rows rows of {@link RecordRows#RECORDS}
   */
  static Dataset<Row> collapseRepeated(Dataset<Row> rows, int buckets) {
    Column[] chosen =
        Arrays.stream(RecordRows.RECORDS.fieldNames())
            .filter(column -> !COUNTED.contains(column))
            .map(IngestTransforms::orderable)
            .toArray(Column[]::new);
    return rows.repartition(buckets, col(ID))
        .groupBy(ID)
        .agg(
            min(struct(chosen)).as(CHOSEN),
            count(lit(1)).cast("int").as("occurrences"),
            sum("records").as("records"))
        .select(
            Arrays.stream(RecordRows.RECORDS.fieldNames())
                .map(IngestTransforms::restored)
                .toArray(Column[]::new));
  }

  /**
   * The rows, of which documents that an earlier run holds belong to {@link KnownDocumentsTable}
   * and keep their id and count alone. No exchange: both sides lie in the buckets.
   *
   * @param rows from {@link #collapseRepeated}
   * @param earlier the documents of each earlier run; of them the ids are read
   */
  static Dataset<Row> withKnown(Dataset<Row> rows, List<Dataset<Row>> earlier) {
    Dataset<Row> marked = rows.withColumn(KNOWN, lit(null).cast("boolean"));
    for (Dataset<Row> run : earlier) {
      marked =
          marked
              .join(run.select(col(ID), lit(true).as("found")), asUsing(ID), "left_outer")
              .withColumn(KNOWN, coalesce(col(KNOWN), col("found")))
              .drop("found");
    }
    Column isKnown = col(KNOWN).and(col(RecordRows.TABLE).equalTo(DocumentsTable.TABLE.name()));
    return marked.select(
        Arrays.stream(RecordRows.RECORDS.fieldNames())
            .map(column -> ofKnown(column, isKnown))
            .toArray(Column[]::new));
  }

  private static Column ofKnown(String column, Column isKnown) {
    if (COUNTED.contains(column)) {
      return col(column);
    }
    Column value =
        column.equals(RecordRows.TABLE) ? lit(KnownDocumentsTable.TABLE.name()) : lit(null);
    return when(isKnown, value).otherwise(col(column)).as(column);
  }

  private static String[] asUsing(String column) {
    return new String[] {column};
  }

  /** Maps have no order; their entries, sorted by key at the source, have one. */
  private static Column orderable(String column) {
    return column.equals("attributes")
        ? map_entries(col(column)).as(column)
        : col(column).as(column);
  }

  private static Column restored(String column) {
    if (COUNTED.contains(column)) {
      return col(column);
    }
    Column value = col(CHOSEN).getField(column);
    return column.equals("attributes") ? map_from_entries(value).as(column) : value.as(column);
  }
}

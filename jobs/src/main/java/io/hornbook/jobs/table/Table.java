package io.hornbook.jobs.table;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * A table of a run.
 *
 * @param name in snake_case, unique among the tables that a job reads
 * @param version of the columns' meaning; it enters the digest
 * @param schema the columns in order; a Parquet round trip loses NOT NULL, so every column is
 *     nullable here, and the text of the class says which are not
 * @param layout whether rows are bucketed
 * @param key the column that a bucketed table's rows are hashed by and sorted by: {@code
 *     document_id} but for tables that are looked up by something else
 * @param outsideDigest columns that the digest leaves out: text that a hash column stands for, and
 *     what may differ between equal runs (times, costs, vectors of another processor); all of them
 *     where the table tells how a result came about
 */
public record Table(
    String name,
    int version,
    StructType schema,
    Layout layout,
    String key,
    Set<String> outsideDigest) {
  private static final String DOCUMENT_ID = "document_id";

  /** How the rows of a table lie in its files. */
  public enum Layout {
    /** Hashed by the key into the run's buckets, one file a bucket, sorted by it. */
    BUCKETED,
    /** In files of no particular order. */
    PLAIN
  }

  public Table {
    if (layout == Layout.BUCKETED && !Arrays.asList(schema.fieldNames()).contains(key)) {
      throw new IllegalArgumentException(
          "Invalid table " + name + ": no " + key + " (expected in a bucketed table)");
    }
    outsideDigest = Set.copyOf(outsideDigest);
  }

  /** A table that is bucketed by {@code document_id} and whose columns all enter the digest. */
  public static Table bucketed(String name, int version, StructType schema) {
    return bucketedBy(DOCUMENT_ID, name, version, schema);
  }

  /** A table that is bucketed by {@code key} and whose columns all enter the digest. */
  public static Table bucketedBy(String key, String name, int version, StructType schema) {
    return new Table(name, version, schema, Layout.BUCKETED, key, Set.of());
  }

  /** A table that is not bucketed and whose columns all enter the digest. */
  public static Table plain(String name, int version, StructType schema) {
    return new Table(name, version, schema, Layout.PLAIN, DOCUMENT_ID, Set.of());
  }

  /** This table with columns that its digest leaves out. */
  public Table withoutInDigest(String... columns) {
    return new Table(name, version, schema, layout, key, Set.of(columns));
  }

  /** The names of the columns that the digest covers, in order. */
  public List<String> digestColumns() {
    return Arrays.stream(schema.fieldNames())
        .filter(column -> !outsideDigest.contains(column))
        .toList();
  }

  /** All columns, cast to the declared types, in the declared order: for a final select. */
  public Column[] columns() {
    return Arrays.stream(schema.fields())
        .map(field -> functions.col(field.name()).cast(field.dataType()).as(field.name()))
        .toArray(Column[]::new);
  }
}

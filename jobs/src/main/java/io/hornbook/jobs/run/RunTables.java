package io.hornbook.jobs.run;

import io.hornbook.common.manifest.Manifest.Column;
import io.hornbook.common.manifest.Manifest.PublishedTable;
import io.hornbook.jobs.table.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** The published tables of a run, for those who look at it without running a job. */
public final class RunTables {
  private static final String ID = "document_id";

  private final SparkSession session;
  private final RunFolder folder;

  public RunTables(SparkSession session, RunFolder folder) {
    this.session = session;
    this.folder = folder;
  }

  /**
   * The rows of a table, with the columns that its manifest names; nothing when the job has not
   * published it.
   */
  public Optional<Dataset<Row>> rows(String job, String table) {
    return published(job, table)
        .map(published -> new PublishedReader(session, folder).read(published, asTable(published)));
  }

  /** The rows of a table of ours, in the buckets that it has. */
  public Optional<Dataset<Row>> rows(String job, Table table) {
    return published(job, table.name())
        .map(published -> new PublishedReader(session, folder).read(published, table));
  }

  /** The names of a table's columns, in order; none when the job has not published it. */
  public List<String> columns(String job, String table) {
    return published(job, table).stream()
        .flatMap(published -> published.columns().stream())
        .map(Column::name)
        .toList();
  }

  private Optional<PublishedTable> published(String job, String table) {
    return folder.manifest(job).flatMap(manifest -> manifest.table(table));
  }

  private static Table asTable(PublishedTable published) {
    String columns =
        published.columns().stream()
            .map(column -> "`" + column.name() + "` " + column.type())
            .collect(Collectors.joining(", "));
    StructType schema = StructType.fromDDL(columns);
    boolean isById = published.columns().stream().anyMatch(column -> column.name().equals(ID));
    return published.buckets() > 0 && isById
        ? Table.bucketed(published.name(), published.version(), schema)
        : Table.plain(published.name(), published.version(), schema);
  }
}

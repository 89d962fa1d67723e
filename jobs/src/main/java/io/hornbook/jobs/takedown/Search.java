package io.hornbook.jobs.takedown;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.hex;
import static org.apache.spark.sql.functions.input_file_name;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.sum;

import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.manifest.Manifest.PublishedFile;
import io.hornbook.common.optout.DenyList;
import io.hornbook.common.optout.DenySubject;
import io.hornbook.jobs.evidence.OptedOut;
import io.hornbook.jobs.run.RowChange;
import io.hornbook.jobs.run.RunFolder;
import io.hornbook.jobs.run.RunTables;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.DroppedTable;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.jdk.javaapi.CollectionConverters;

/** Looks for documents of a deny-list in the runs of a chain. */
final class Search {
  private static final String KEY = "document_id";
  private static final String CONTENT = "content_sha256";
  private static final int ID_DIGITS = 32;

  private final SparkSession session;
  private final List<RunFolder> runs;

  /**
   * @param runs oldest first
   */
  Search(SparkSession session, List<RunFolder> runs) {
    this.session = session;
    this.runs = runs;
  }

  /**
   * The documents that a list names, by run and id.
   *
   * @param copies whether documents with the text of one are found as well
   */
  List<FoundDocument> documents(DenyList list, boolean copies) {
    List<Dataset<Row>> texts = new ArrayList<>();
    if (copies) {
      runs.forEach(run -> texts.add(OptedOut.deniedTexts(documents(run), list)));
      runs.stream()
          .flatMap(run -> new RunTables(session, run).rows("ingest", DroppedTable.TABLE).stream())
          .map(OptedOut::leftOutTexts)
          .forEach(texts::add);
    }
    return runs.stream().flatMap(run -> documents(run, list, texts).stream()).toList();
  }

  private List<FoundDocument> documents(RunFolder run, DenyList list, List<Dataset<Row>> texts) {
    Dataset<Row> documents = documents(run);
    return documents
        .drop(DocumentsTable.TEXT)
        .join(OptedOut.of(documents, list, texts), KEY)
        .orderBy(KEY)
        .collectAsList()
        .stream()
        .map(row -> found(run, list, row))
        .toList();
  }

  private Dataset<Row> documents(RunFolder run) {
    return new RunTables(session, run)
        .rows("ingest", DocumentsTable.TABLE)
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "Cannot look through %s: ingest has published no documents there, so that nobody knows whose its rows are"
                        .formatted(run.root())));
  }

  private static FoundDocument found(RunFolder run, DenyList list, Row row) {
    scala.collection.Map<String, String> attributes = row.getAs("attributes");
    DenySubject subject =
        DenySubject.of(
            row.getAs("repository"),
            row.getAs("path"),
            attributes == null ? null : CollectionConverters.asJava(attributes),
            digits(row, CONTENT),
            digits(row, "text_sha256"));
    return new FoundDocument(
        digits(row, KEY),
        run.root().toString(),
        row.getAs("source"),
        row.getAs("repository"),
        row.getAs("path"),
        row.getAs(OptedOut.REASON),
        digits(row, CONTENT),
        list.entry(subject));
  }

  private static String digits(Row row, String column) {
    return HexFormat.of().formatHex(row.<byte[]>getAs(column));
  }

  /** Where the runs hold something of these documents that a takedown rewrites. */
  List<Held> held(Set<String> ids) {
    return runs.stream()
        .flatMap(run -> Targets.of(ids).stream().flatMap(target -> held(run, target).stream()))
        .toList();
  }

  private List<Held> held(RunFolder run, Targets.Target target) {
    Column id = target.listed() ? lower(hex(col(KEY))) : lit(null).cast("string");
    return new RunTables(session, run)
        .rows(target.job(), target.table()).stream()
            .map(
                rows ->
                    rows.where(target.rows().changes())
                        .select(
                            input_file_name().as("file"),
                            expr(target.records()).as("records"),
                            id.as("id"))
                        .groupBy("file")
                        .agg(count(lit(1)), sum("records"), collect_list("id")))
            .flatMap(rows -> rows.collectAsList().stream())
            .map(
                row ->
                    new Held(
                        run.root().toString(),
                        target.job(),
                        target.table().name(),
                        files(run, target).get(new Path(row.getString(0)).getName()),
                        row.getLong(1),
                        row.getLong(2),
                        row.<String>getList(3).stream().sorted().toList()))
            .sorted((one, other) -> one.file().compareTo(other.file()))
            .toList();
  }

  /** The files of a table as the manifest names them, by their last names. */
  private static Map<String, String> files(RunFolder run, Targets.Target target) {
    return run.published(target.job()).table(target.table().name()).orElseThrow().files().stream()
        .map(PublishedFile::path)
        .collect(Collectors.toMap(path -> new Path(path).getName(), path -> path));
  }

  /** Where else something of these documents stands. */
  List<Report.Left> notRewritten(List<FoundDocument> documents) {
    RowChange byId =
        RowChange.without(
            documents.stream().map(FoundDocument::id).collect(Collectors.toSet()), KEY);
    RowChange byContent =
        RowChange.without(
            documents.stream()
                .map(document -> document.contentSha256().substring(ID_DIGITS))
                .collect(Collectors.toSet()),
            CONTENT);
    List<Report.Left> left = new ArrayList<>();
    for (RunFolder run : runs) {
      left(run, "decontaminate", "contamination", byId, "spans of their text").ifPresent(left::add);
      left(run, "label", "labels", byContent, "a model's reasons").ifPresent(left::add);
      left(run, "embed", "embeddings", byId, "vectors of their text").ifPresent(left::add);
    }
    return left;
  }

  private Optional<Report.Left> left(
      RunFolder run, String job, String table, RowChange rows, String holds) {
    return new RunTables(session, run)
        .rows(job, table)
        .map(all -> all.where(rows.changes()).count())
        .filter(count -> count > 0)
        .map(count -> new Report.Left(run.root().toString(), job, table, count, holds));
  }
}

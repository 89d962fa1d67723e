package io.hornbook.jobs.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.manifest.Manifest.ExternalFile;
import io.hornbook.common.optout.DenyList;
import io.hornbook.jobs.ingest.SourceSpec.Format;
import io.hornbook.jobs.run.Job;
import io.hornbook.jobs.run.Outcome;
import io.hornbook.jobs.run.RunContext;
import io.hornbook.jobs.run.Storage;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.DroppedTable;
import io.hornbook.jobs.table.InputsTable;
import io.hornbook.jobs.table.KnownDocumentsTable;
import io.hornbook.jobs.table.QuarantineTable;
import io.hornbook.jobs.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Reads the sources of a config into {@code documents} and {@code quarantine}. The result depends
 * on the records alone: not on the roots of the sources, the order of files, or the number of
 * cores.
 *
 * @param ingest the config
 * @param denied what is left out: as it is when the job runs, and no part of what the result is
 *     asked for by, so that a list that changes asks for no ingest
 */
public record IngestJob(IngestConfig ingest, DenyList denied) implements Job {
  private static final String REPEATED = "repeated_record";
  private static final String IN_BASE_RUN = "in_base_run";
  private static final String JOINED = "joined_to_question";

  /** A job that leaves nothing out. */
  public IngestJob(IngestConfig ingest) {
    this(ingest, DenyList.EMPTY);
  }

  /** The job that leaves out what a list denies. */
  public IngestJob without(DenyList list) {
    return new IngestJob(ingest, list);
  }

  @Override
  public String name() {
    return "ingest";
  }

  @Override
  public List<String> inputs() {
    return List.of();
  }

  @Override
  public List<String> baseInputs() {
    return List.of("ingest");
  }

  /** The config but for the roots of the sources: a copy elsewhere is the same input. */
  @Override
  public Object config() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("max-record-bytes", ingest.maxRecordBytes());
    config.put("max-row-group-bytes", ingest.maxRowGroupBytes());
    config.put("fallback-encoding", ingest.fallbackEncoding());
    config.put("sources", specs());
    return config;
  }

  @Override
  public List<ExternalFile> external(Storage storage) {
    return SourceListing.external(ingest.sources(), storage);
  }

  @Override
  public Outcome run(RunContext context) {
    SparkSession session = context.session();
    Storage storage = new Storage(session.sparkContext().hadoopConfiguration());
    List<WorkItem> files = SourceListing.items(ingest.sources(), storage);
    SourceItems.checkLines(files, specs(), ingest.decoder(), storage);
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    List<WorkItem> items = SourceItems.of(files, specs(), ingest.splitBytes(), spark);
    Dataset<Row> rows =
        IngestTransforms.collapseRepeated(records(items, context), context.buckets());
    List<Dataset<Row>> written = write(context, rows);
    Outcome outcome =
        outcome(
            files.size(),
            written.get(0),
            written.get(1),
            written.get(2),
            written.get(3),
            written.stream().skip(4).findFirst());
    outcome
        .metrics()
        .putObject("deny-list")
        .put("entries", denied.entries().size())
        .put("digest", denied.digest());
    return outcome;
  }

  private static List<Dataset<Row>> write(RunContext context, Dataset<Row> rows) {
    List<Table> tables =
        new ArrayList<>(
            List.of(
                DocumentsTable.TABLE,
                QuarantineTable.TABLE,
                InputsTable.TABLE,
                DroppedTable.TABLE));
    if (context.chain().isEmpty()) {
      return context.writeTogether(RecordRows.TABLE, rows, tables);
    }
    tables.add(KnownDocumentsTable.TABLE);
    Dataset<Row> marked =
        IngestTransforms.withKnown(rows, context.readEarlier(DocumentsTable.TABLE));
    return context.writeTogether(RecordRows.TABLE, marked, tables);
  }

  /** Where the blobs of sources lie; like a root, it is no part of what the result depends on. */
  private Map<String, String> stores() {
    Map<String, String> stores = new LinkedHashMap<>();
    ingest
        .sources()
        .forEach(source -> source.store().ifPresent(store -> stores.put(source.name(), store)));
    return stores;
  }

  private OptOuts optOuts() {
    return new OptOuts(denied);
  }

  private List<SourceSpec> specs() {
    return ingest.sources().stream().map(Source::spec).toList();
  }

  private Dataset<Row> records(List<WorkItem> items, RunContext context) {
    List<SourceSpec> sources = specs();
    Predicate<WorkItem> posts = item -> sources.get(item.source()).format() == Format.POSTS;
    List<WorkItem> ofPosts = items.stream().filter(posts).toList();
    List<WorkItem> ofDocuments = items.stream().filter(posts.negate()).toList();
    Dataset<Row> documents = read(ofDocuments, context, RecordRows.RECORDS);
    return ofPosts.isEmpty()
        ? documents
        : documents.unionAll(
            IngestTransforms.withPages(
                read(ofPosts, context, RecordRows.WITH_POSTS), sources, optOuts()));
  }

  /** The rows of the items; those of a large input by pieces, which are read once. */
  private Dataset<Row> read(List<WorkItem> items, RunContext context, StructType shape) {
    List<List<WorkItem>> pieces = WorkItem.pieces(items, ingest.pieceBytes());
    if (pieces.size() < 2) {
      return read(items, context.session(), shape);
    }
    return pieces.stream()
        .map(
            piece ->
                context.piece(
                    piece + " without " + denied.digest(),
                    shape,
                    () -> read(piece, context.session(), shape)))
        .reduce(Dataset::unionAll)
        .orElseThrow();
  }

  private Dataset<Row> read(List<WorkItem> items, SparkSession session, StructType shape) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
    List<List<WorkItem>> bins = new ArrayList<>(WorkItem.bins(items, context.defaultParallelism()));
    JavaRDD<Row> rows =
        context
            .parallelize(bins, Math.max(1, bins.size()))
            .flatMap(new ReadItems(specs(), stores(), ingest.limits(), optOuts(), shape));
    return session.createDataFrame(rows, shape);
  }

  /** What was read is counted by the readers, what became of it in the tables as written. */
  static Outcome outcome(
      int files,
      Dataset<Row> documents,
      Dataset<Row> quarantine,
      Dataset<Row> inputs,
      Dataset<Row> leftOut,
      Optional<Dataset<Row>> known) {
    Row totals =
        documents
            .agg(count(lit(1)), total("occurrences"), total("records"), total("bytes"))
            .first();
    long kept = totals.getLong(0);
    long occurrences = totals.getLong(1);
    ObjectNode metrics = JsonNodeFactory.instance.objectNode();
    metrics.put("files", files).put("bytes", totals.getLong(3));
    ObjectNode bySource = metrics.putObject("documents-by-source");
    counts(documents.withColumn("one", lit(1L)), "source", "one").forEach(bySource::put);
    Map<String, Long> dropped = new TreeMap<>(counts(leftOut, "reason", "records"));
    dropped.put(REPEATED, occurrences - kept);
    dropped.put(JOINED, totals.getLong(2) - occurrences);
    dropped.put(IN_BASE_RUN, known.map(IngestJob::records).orElse(0L));
    return Outcome.of(
        Accounting.of(
            "records", records(inputs), kept, dropped, counts(quarantine, "reason", "records")),
        metrics);
  }

  private static long records(Dataset<Row> rows) {
    return rows.agg(total("records")).first().getLong(0);
  }

  private static Column total(String column) {
    return coalesce(sum(column), lit(0L));
  }

  /** Sums by a column of few values. */
  private static Map<String, Long> counts(Dataset<Row> rows, String by, String summed) {
    Map<String, Long> counts = new TreeMap<>();
    for (Row row : rows.groupBy(col(by)).agg(sum(summed)).collectAsList()) {
      counts.put(Optional.ofNullable(row.getString(0)).orElse(""), row.getLong(1));
    }
    return counts;
  }
}

package io.hornbook.jobs.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.manifest.Manifest.PublishedTable;
import io.hornbook.jobs.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.DataSource;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a job has at hand in one attempt: the session, its inputs, and where to write. */
public final class RunContext {
  private static final Logger LOG = LoggerFactory.getLogger(RunContext.class);

  /** Shingle sets are random bits, and no scratch outlives its attempt: speed before size. */
  private static final String SCRATCH_CODEC = "lz4_raw";

  private final SparkSession session;
  private final RunFolder folder;
  private final Chain chain;
  private final Job job;
  private final String attempt;
  private final RunSettings settings;
  private final Path pieces;
  private final Progress progress;
  private final Map<Table, Path> written = new LinkedHashMap<>();

  RunContext(
      SparkSession session,
      RunFolder folder,
      Chain chain,
      Job job,
      String attempt,
      RunSettings settings,
      Path pieces,
      Progress progress) {
    this.session = session;
    this.folder = folder;
    this.chain = chain;
    this.job = job;
    this.attempt = attempt;
    this.settings = settings;
    this.pieces = pieces;
    this.progress = progress;
  }

  /** The session; the runner owns it. */
  public SparkSession session() {
    return session;
  }

  /** The run's seed: every random choice derives from it. */
  public long seed() {
    return settings.seed();
  }

  /** Into how many buckets the run hashes documents. */
  public int buckets() {
    return settings.buckets();
  }

  /** The run folder. */
  public RunFolder folder() {
    return folder;
  }

  /** The job's config as its manifest will hold it. */
  public JsonNode config() {
    return Fingerprint.json(job.config());
  }

  /** The earlier runs that the run builds on. */
  public Chain chain() {
    return chain;
  }

  /** Tells the user a line; it is logged too. */
  public void say(String line) {
    LOG.info("{}", line);
    progress.said(line);
  }

  /** Tells the user where a long piece of work stands; the next such line replaces this one. */
  public void live(String line) {
    progress.live(line);
  }

  /** The folder of this attempt: a job may write artifacts below it. */
  public Path attemptFolder() {
    return new Path(folder.job(job.name()), "attempt-" + attempt);
  }

  /**
   * The published rows of a table of one of the job's inputs; a bucketed table joins another by
   * {@code document_id} without an exchange.
   *
   * @throws ConfigurationException if no input has published the table
   */
  public Dataset<Row> read(Table table) {
    return readIfPublished(table)
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "Cannot read table %s: none of %s has published it in %s"
                        .formatted(table.name(), job.inputs(), folder.root())));
  }

  /** The published rows of a table, if one of the job's inputs has published it. */
  public Optional<Dataset<Row>> readIfPublished(Table table) {
    return job.inputs().stream()
        .flatMap(input -> folder.manifest(input).stream())
        .flatMap(manifest -> manifest.table(table.name()).stream())
        .findFirst()
        .map(
            (PublishedTable published) ->
                new PublishedReader(session, folder).read(published, table));
  }

  /**
   * The published rows of a table of one of the job's base inputs in every earlier run of the
   * chain, oldest first. They have the same buckets as the run's own.
   *
   * @throws ConfigurationException if an earlier run has not published the table
   */
  public List<Dataset<Row>> readEarlier(Table table) {
    return chain.runs().stream().map(run -> readEarlier(run, table)).toList();
  }

  private Dataset<Row> readEarlier(RunFolder run, Table table) {
    return job.baseInputs().stream()
        .flatMap(input -> run.manifest(input).stream())
        .flatMap(manifest -> manifest.table(table.name()).stream())
        .findFirst()
        .map(published -> new PublishedReader(session, run).read(published, table))
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "Cannot read table %s of the base run %s: none of %s has published it there"
                        .formatted(table.name(), run.root(), job.baseInputs())));
  }

  /** The same of one of {@code jobs}, of those earlier runs that have published it. */
  public List<Dataset<Row>> readEarlierIfPublished(List<String> jobs, Table table) {
    return chain.runs().stream()
        .flatMap(
            run ->
                jobs.stream()
                    .flatMap(job -> run.manifest(job).stream())
                    .flatMap(manifest -> manifest.table(table.name()).stream())
                    .map(published -> new PublishedReader(session, run).read(published, table)))
        .toList();
  }

  /** What one of the job's inputs has published. */
  public Manifest manifest(String input) {
    return folder.published(input);
  }

  /**
   * Writes a table of this attempt and returns its rows as they were written. A bucketed table's
   * rows are exchanged into the buckets unless they lie in them already; columns beyond the
   * declared ones are left out.
   */
  public Dataset<Row> write(Table table, Dataset<Row> rows) {
    Path path = new Path(attemptFolder(), table.name());
    new TableWriter(buckets()).write(table, rows, path);
    return register(table, path);
  }

  /**
   * Writes several tables in one pass: each row belongs to the table whose name its {@code
   * discriminator} column holds. The rows carry {@code document_id} and the columns of all tables,
   * null where another table's row has none; a row of a table without ids has any value in {@code
   * document_id}, for its bucket.
   *
   * @return the rows as they were written, in the order of {@code tables}
   */
  public List<Dataset<Row>> writeTogether(
      String discriminator, Dataset<Row> rows, List<Table> tables) {
    Path path = new Path(attemptFolder(), "tables");
    new TableWriter(buckets()).writeTogether(discriminator, rows, path);
    List<Dataset<Row>> results = new ArrayList<>();
    for (Table table : tables) {
      results.add(register(table, new Path(path, discriminator + "=" + table.name())));
    }
    return results;
  }

  /**
   * Writes an intermediate result and reads it back, which cuts its lineage; it is deleted when the
   * attempt ends.
   *
   * @param name unique in the attempt
   */
  public Dataset<Row> scratch(String name, Dataset<Row> rows) {
    String path = new Path(scratchFolder(), name).toString();
    rows.write().option("compression", SCRATCH_CODEC).parquet(path);
    return parquet(path, rows.schema());
  }

  /**
   * A piece of the job's work that outlives an attempt that dies: where an earlier attempt of the
   * same job on the same inputs has finished it, its rows are read back; otherwise they are made
   * and written. Pieces are deleted when the job publishes.
   *
   * @param key all that tells the piece from the job's others: a value that JSON can write
   * @param schema of the rows
   * @param rows makes the rows
   */
  public Dataset<Row> piece(Object key, StructType schema, Supplier<Dataset<Row>> rows) {
    Path piece = new Path(pieces, Fingerprint.of(key));
    Path finished = new Path(piece, "finished");
    Path files = new Path(piece, "rows");
    if (!folder.storage().exists(finished)) {
      folder.storage().delete(piece);
      rows.get().write().parquet(files.toString());
      folder.storage().write(finished, new byte[0]);
    }
    return parquet(files.toString(), schema);
  }

  /** The rows of a folder whose path is no pattern, whatever characters it has. */
  private Dataset<Row> parquet(String path, StructType schema) {
    return session.read().schema(schema).option(DataSource.GLOB_PATHS_KEY(), false).parquet(path);
  }

  Path scratchFolder() {
    return new Path(attemptFolder(), ".scratch");
  }

  /** The tables of this attempt and the folders that hold them. */
  Map<Table, Path> written() {
    return written;
  }

  private Dataset<Row> register(Table table, Path path) {
    written.put(table, path);
    return new PublishedReader(session, folder).read(published(table), table);
  }

  PublishedTable published(Table table) {
    return Publication.table(folder, table, written.get(table), buckets());
  }
}

package io.hornbook.jobs.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.octet_length;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unhex;

import io.hornbook.common.bench.BenchArguments;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.testing.TestData;
import io.hornbook.jobs.bench.TaskTimes.Stage;
import io.hornbook.jobs.cli.Console;
import io.hornbook.jobs.cli.Main;
import io.hornbook.jobs.run.RunSettings;
import io.hornbook.jobs.run.Sessions;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.SignalsTable;
import io.hornbook.jobs.testing.Given;
import io.hornbook.jobs.testing.Runs;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/**
 * Deduplicates {@link GeneratedTexts}, from Parquet to the table of duplicates, verification
 * included, on {@code --cores} cores, of 1, 2, 4 and 8 times {@code --documents} texts of about 15
 * KB, and prints speed, growth, what was exchanged and what memory was held. The heap is that of
 * the process ({@code -Dbench.heap=4g}): a corpus of several times that is the test of its bounds.
 * The numbers of duplicates are known; a run that finds others fails.
 */
public final class DedupBenchmark {
  private static final long SEED = 42;
  private static final double MEGA = 1e6;
  private static final double MILLIS = 1e3;
  private static final double LEAST_FOUND = 0.97;
  private static final int SMALLEST = 2_000; // in less, one token in a hundred is often none
  private static final long DOCUMENTS_A_BUCKET = 16_000; // a quarter of a gigabyte

  private final Path folder;
  private final int cores;
  private final PrintStream out;
  private final SparkSession session;
  private final TaskTimes times = new TaskTimes();
  private final GeneratedTexts texts;

  /** One measurement. */
  private record Measured(
      long documents, long bytes, double seconds, List<Stage> stages, long peak) {
    /**
     * The pass that reads every text: the first stage with an exchange. Before it Spark may list
     * files, if these are many.
     */
    Stage signatures() {
      return stages.stream().filter(stage -> stage.shuffled() > 0).findFirst().orElseThrow();
    }

    double taskSeconds() {
      return stages.stream().mapToDouble(Stage::processor).sum();
    }

    double shuffledShare() {
      return stages.stream().mapToLong(Stage::shuffled).sum() / (double) bytes;
    }

    long spilled() {
      return stages.stream().mapToLong(Stage::spilled).sum();
    }
  }

  private DedupBenchmark(Path folder, int cores, PrintStream out, SparkSession session) {
    this.folder = folder;
    this.cores = cores;
    this.out = out;
    this.session = session;
    this.texts = new GeneratedTexts(files(), SEED);
    session.sparkContext().addSparkListener(times);
  }

  /** Runs it; fails if the job fails, or finds another number of duplicates than there are. */
  public static void main(String[] args) throws IOException {
    BenchArguments arguments = BenchArguments.of(args);
    Files.createDirectories(arguments.out());
    SparkConf conf =
        new SparkConf()
            .setMaster("local[" + arguments.cores() + "]")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1")
            .set("spark.local.dir", arguments.out().toAbsolutePath() + "/local")
            .set("spark.sql.warehouse.dir", arguments.out().toAbsolutePath() + "/warehouse");
    SparkSession session = Sessions.start(conf);
    session.sparkContext().setLogLevel("ERROR");
    DedupBenchmark benchmark =
        new DedupBenchmark(
            arguments.out().toAbsolutePath(), arguments.cores(), System.out, session);
    benchmark.run(arguments);
    session.stop();
  }

  private void run(BenchArguments arguments) throws IOException {
    List<Measured> all = new ArrayList<>();
    measured(arguments.quick() ? 100 : 2_000);
    for (long factor : arguments.quick() ? List.<Long>of() : List.of(1L, 2L, 4L, 8L)) {
      all.add(measured(factor * arguments.documents()));
      print(all.get(0), all.get(all.size() - 1));
    }
    if (!all.isEmpty()) {
      write(all);
    }
  }

  private static List<String> files() {
    return TestData.pythonFiles("python-resources-25.0.1.jar", "META-INF/resources/libpython/")
        .values()
        .stream()
        .filter(bytes -> bytes.length > SMALLEST)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .toList();
  }

  private Measured measured(long documents) throws IOException {
    Path run = folder.resolve("dedup-run");
    BenchProcess.delete(run);
    int buckets = (int) Math.max(2L * cores, documents / DOCUMENTS_A_BUCKET);
    Runs runs = new Runs(session, run, new RunSettings(SEED, buckets));
    Dataset<Row> rows = documents(documents);
    runs.run(Given.of("ingest", DocumentsTable.TABLE, rows));
    Dataset<Row> written =
        session.read().parquet(runs.folder().root() + "/ingest/attempt-*/documents");
    long bytes = written.agg(sum("bytes")).head().getLong(0);
    runs.run(
        Given.of(
            "measure",
            SignalsTable.TABLE,
            Given.padded(SignalsTable.TABLE, written.select("document_id"))));
    times.take();
    Manifest manifest = dedup(run, buckets);
    check(manifest, documents);
    double seconds = Duration.between(manifest.started(), manifest.finished()).toMillis() / MILLIS;
    Measured measured =
        new Measured(documents, bytes, seconds, times.take(), BenchProcess.peakMemory());
    BenchProcess.delete(run);
    return measured;
  }

  private Dataset<Row> documents(long documents) {
    GeneratedTexts generated = texts;
    Dataset<Row> numbered =
        session
            .range(0, documents, 1, (int) Math.max(cores, documents / 1_000))
            .map(
                (MapFunction<Long, Tuple2<Long, String>>)
                    number -> new Tuple2<>(number, generated.text(number)),
                Encoders.tuple(Encoders.LONG(), Encoders.STRING()))
            .toDF("number", "text");
    Dataset<Row> hashed =
        numbered
            .withColumn("text_sha256", unhex(sha2(col("text").cast("binary"), 256)))
            .withColumn(
                "document_id",
                unhex(sha2(concat(lit("generated "), col("number").cast("string")), 256))
                    .substr(1, 16));
    return Given.padded(
        DocumentsTable.TABLE,
        hashed.select(
            col("document_id"),
            lit("generated").as("source"),
            col("number").cast("string").as("path"),
            col("text"),
            octet_length(col("text")).cast("long").as("bytes"),
            col("text_sha256").as("content_sha256"),
            col("text_sha256"),
            lit(1).as("occurrences"),
            lit(1L).as("records")));
  }

  private Manifest dedup(Path run, int buckets) throws IOException {
    try (PrintWriter file = new PrintWriter(Files.newBufferedWriter(folder.resolve("dedup.txt")))) {
      int exitCode =
          Main.execute(
              new Console(file, Console.standard().err()),
              "dedup",
              "--config",
              TestData.root().resolve("conf/demo.yaml").toString(),
              "--run",
              run.toString(),
              "--set",
              "seed=" + SEED,
              "--set",
              "buckets=" + buckets,
              "--set",
              "rules=[]");
      if (exitCode != 0) {
        throw new IllegalStateException("Cannot measure dedup: it exits with " + exitCode);
      }
    }
    return GrowthBenchmark.manifests(run).stream()
        .filter(manifest -> manifest.job().equals("dedup"))
        .findFirst()
        .orElseThrow();
  }

  /**
   * All exact copies, and all but a few near-duplicates: LSH may miss one of a few thousand, and
   * chance may replace no token of a short text, or too many.
   */
  private static void check(Manifest manifest, long documents) {
    long groups = documents / GeneratedTexts.GROUP;
    long exact = manifest.accounting().dropped().getOrDefault("exact_duplicate", 0L);
    long removed = manifest.accounting().read() - manifest.accounting().kept();
    long expected = groups * (GeneratedTexts.EXACT + GeneratedTexts.NEAR);
    if (exact < groups * GeneratedTexts.EXACT
        || removed > expected
        || removed < expected * LEAST_FOUND - 1) { // of a hundred texts one is more than that share
      throw new IllegalStateException(
          "Cannot trust the measurement: %d of %d documents are exact duplicates, %d all duplicates"
              .formatted(exact, documents, removed));
    }
  }

  private void print(Measured first, Measured measured) {
    Stage signatures = measured.signatures();
    out.printf(
        Locale.ROOT,
        "%,d documents, %,.0f MB: %.1f s, %.1f MB/s a core, time %.2f× at %.0f×; %.0f MB/s of"
            + " processor time, signature pass %.0f; %.3f bytes exchanged a byte of text; %,.0f MB"
            + " spilled; peak %,.0f MB%n",
        measured.documents(),
        measured.bytes() / MEGA,
        measured.seconds(),
        measured.bytes() / MEGA / measured.seconds() / cores,
        measured.seconds() / first.seconds(),
        measured.documents() / (double) first.documents(),
        measured.bytes() / MEGA / measured.taskSeconds(),
        measured.bytes() / MEGA / signatures.processor(),
        measured.shuffledShare(),
        measured.spilled() / MEGA,
        measured.peak() / MEGA);
  }

  private void write(List<Measured> all) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("documents,text_bytes,seconds,peak_rss_bytes,stage,tasks,task_s,cpu_s,read,shuffled");
    for (Measured m : all) {
      for (Stage stage : m.stages()) {
        lines.add(
            String.format(
                Locale.ROOT,
                "%d,%d,%.3f,%d,%s,%d,%.3f,%.3f,%d,%d",
                m.documents(),
                m.bytes(),
                m.seconds(),
                m.peak(),
                stage.name().replace(',', ' '),
                stage.tasks(),
                stage.seconds(),
                stage.processor(),
                stage.read(),
                stage.shuffled()));
      }
    }
    Path csv = folder.resolve("dedup.csv");
    Files.write(csv, lines);
    out.printf("%nThe measurements, stage by stage, lie in %s.%n", csv);
  }
}

package io.hornbook.jobs.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.bench.BenchArguments;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.manifest.ManifestJson;
import io.hornbook.common.testing.TestData;
import io.hornbook.jobs.cli.Console;
import io.hornbook.jobs.cli.Main;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * Runs the demo's pipeline on one, two and four times its Python files, in one process on two
 * cores, and prints what each job takes and how that grows. Times are those of the manifests: from
 * the beginning of an attempt to its publication. A small run, which is not reported, goes first,
 * so that the smallest input does not pay for loading the classes of all.
 *
 * <p>The arguments are {@link BenchArguments}; with {@code --only}, which names kernels, nothing is
 * measured. {@code --quick} runs once, on 2 MB, unwarmed: whether everything runs, not how fast.
 * The measurements go to {@code growth.csv} below the output folder.
 */
public final class GrowthBenchmark {
  private static final int CORES = 2;
  private static final long SMALL = 2_000_000;
  private static final double MEGA = 1e6;
  private static final double MILLIS_A_SECOND = 1e3;

  private final Path folder;
  private final PrintStream out;

  /** One job on one input; {@code peak} is the most memory that the process has held so far. */
  private record Measured(int factor, long textBytes, String job, double seconds, long peak) {
    double megabytesASecondAndCore() {
      return textBytes / MEGA / seconds / CORES;
    }
  }

  private GrowthBenchmark(Path folder, PrintStream out) {
    this.folder = folder;
    this.out = out;
  }

  /** Runs it; fails if a job fails. */
  public static void main(String[] args) throws IOException {
    System.setProperty("spark.master", "local[" + CORES + "]");
    System.setProperty("spark.ui.enabled", "false");
    System.setProperty("spark.driver.host", "127.0.0.1");
    System.setProperty("spark.driver.bindAddress", "127.0.0.1");
    BenchArguments arguments = BenchArguments.of(args);
    if (!arguments.only().equals(BenchArguments.ALL)) {
      System.out.println("The jobs are not measured: --only names kernels.");
      return;
    }
    new GrowthBenchmark(arguments.out().toAbsolutePath(), System.out).run(arguments.quick());
    SparkSession.active().stop();
  }

  private void run(boolean quick) throws IOException {
    GrowthCorpus whole = GrowthCorpus.whole();
    GrowthCorpus small = whole.part(SMALL);
    List<Measured> all = new ArrayList<>(measured(small, 1));
    if (!quick) {
      all.clear();
      for (int factor : List.of(1, 2, 4)) {
        all.addAll(measured(whole, factor));
      }
    }
    print(all);
    Path csv = folder.resolve("growth.csv");
    Files.write(csv, lines(all));
    out.printf("%nThe measurements lie in %s.%n", csv);
  }

  private List<Measured> measured(GrowthCorpus corpus, int factor) throws IOException {
    Path input = folder.resolve("input");
    Path run = folder.resolve("run");
    BenchProcess.delete(input);
    BenchProcess.delete(run);
    long bytes = corpus.write(input, factor);
    out.printf(Locale.ROOT, "%d×: %.1f MB of text%n", factor, bytes / MEGA);
    execute(input, run, folder.resolve("growth-" + factor + ".txt"));
    long peak = BenchProcess.peakMemory();
    List<Measured> measured =
        manifests(run).stream()
            .map(m -> new Measured(factor, bytes, m.job(), seconds(m), peak))
            .toList();
    BenchProcess.delete(input);
    BenchProcess.delete(run);
    return measured;
  }

  private static void execute(Path input, Path run, Path summary) throws IOException {
    try (PrintWriter file = new PrintWriter(Files.newBufferedWriter(summary))) {
      Console console = new Console(file, Console.standard().err());
      int exitCode =
          Main.execute(
              console,
              "pipeline",
              "--config",
              TestData.root().resolve("conf/demo.yaml").toString(),
              "--run",
              run.toString(),
              "--set",
              "ingest.sources=" + sources(input));
      if (exitCode != 0) {
        throw new IllegalStateException("Cannot measure the pipeline: it exits with " + exitCode);
      }
    }
  }

  /** The value of {@code ingest.sources}: JSON, and so YAML. */
  private static ArrayNode sources(Path input) {
    ArrayNode sources = new ObjectMapper().createArrayNode();
    ObjectNode source = sources.addObject().put("kind", "jsonl").put("name", "growth");
    source.put("root", input.toString()).putArray("licences").add("PSF-2.0");
    source
        .putObject("columns")
        .put("text", "content")
        .put("path", "path")
        .put("repository", "repository");
    return sources;
  }

  static List<Manifest> manifests(Path run) throws IOException {
    try (Stream<Path> jobs = Files.list(run)) {
      List<Manifest> manifests = new ArrayList<>();
      for (Path file : jobs.map(job -> job.resolve("manifest.json")).toList()) {
        if (Files.exists(file)) {
          manifests.add(ManifestJson.read(Files.readAllBytes(file), file.toString()));
        }
      }
      manifests.sort(Comparator.comparing(Manifest::started));
      return manifests;
    }
  }

  private static double seconds(Manifest manifest) {
    return Duration.between(manifest.started(), manifest.finished()).toMillis() / MILLIS_A_SECOND;
  }

  private void print(List<Measured> all) {
    out.printf("%n%-18s%8s%10s%12s%10s%n", "job", "input", "seconds", "MB/s·core", "time");
    List<String> jobs = all.stream().map(Measured::job).distinct().toList();
    for (String job : jobs) {
      List<Measured> ofJob = all.stream().filter(measured -> measured.job().equals(job)).toList();
      ofJob.forEach(measured -> print(measured, ofJob.get(0)));
    }
    all.stream()
        .filter(measured -> measured.job().equals(jobs.get(0)))
        .forEach(
            measured ->
                out.printf(
                    Locale.ROOT,
                    "peak memory up to %d×: %,.0f MB%n",
                    measured.factor(),
                    measured.peak() / MEGA));
  }

  private void print(Measured measured, Measured first) {
    out.printf(
        Locale.ROOT,
        "%-18s%7d×%10.1f%12.2f%9.2f×%n",
        measured.job(),
        measured.factor(),
        measured.seconds(),
        measured.megabytesASecondAndCore(),
        measured.seconds() / first.seconds());
  }

  private static List<String> lines(List<Measured> all) {
    List<String> lines = new ArrayList<>();
    lines.add("factor,text_bytes,job,seconds,megabytes_per_second_and_core,peak_rss_bytes");
    for (Measured m : all) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%d,%d,%s,%.3f,%.3f,%d",
              m.factor(),
              m.textBytes(),
              m.job(),
              m.seconds(),
              m.megabytesASecondAndCore(),
              m.peak()));
    }
    return lines;
  }
}

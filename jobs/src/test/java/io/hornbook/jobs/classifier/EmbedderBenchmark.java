package io.hornbook.jobs.classifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.hornbook.common.bench.BenchArguments;
import io.hornbook.common.document.Sha256;
import io.hornbook.common.embed.Embedder;
import io.hornbook.common.embed.EmbedderConfig;
import io.hornbook.common.embed.LongDocuments;
import io.hornbook.common.embed.Pooling;
import io.hornbook.common.rule.RuleSet;
import io.hornbook.common.testing.OnnxModels;
import io.hornbook.jobs.classifier.ClassifierConfig.GroupBy;
import io.hornbook.jobs.embed.EmbedConfig;
import io.hornbook.jobs.embed.EmbedJob;
import io.hornbook.jobs.run.Sessions;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.LabelsTable;
import io.hornbook.jobs.testing.Given;
import io.hornbook.jobs.testing.LabelledPython;
import io.hornbook.jobs.testing.Runs;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Measures every embedder at hand on the demo's labels: how well a forest on its vectors predicts
 * the folds that it has not seen, and what a thousand documents cost one core. The folds keep
 * near-duplicates together, and then folders too, which is harder: the texts are of places that the
 * forest has not seen.
 *
 * <p>The arguments are {@link BenchArguments}; {@code --quick} leaves the folders and the neural
 * model out.
 */
public final class EmbedderBenchmark {
  private static final double NANOS = 1e9;
  private static final int TEXT = 10;
  private static final int CONTENT = 12;

  private final SparkSession session;
  private final Path folder;
  private final PrintStream out;

  private EmbedderBenchmark(SparkSession session, Path folder, PrintStream out) {
    this.session = session;
    this.folder = folder;
    this.out = out;
  }

  /** Runs it. */
  public static void main(String[] args) throws IOException {
    BenchArguments arguments = BenchArguments.of(args);
    if (!arguments.only().equals(BenchArguments.ALL)) {
      return;
    }
    Path folder = Files.createTempDirectory("embedders");
    SparkConf conf =
        new SparkConf()
            .setMaster("local[2]")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.sql.shuffle.partitions", "4");
    SparkSession session = Sessions.start(conf);
    session.sparkContext().setLogLevel("ERROR");
    new EmbedderBenchmark(session, folder, System.out).run(arguments.quick());
    session.stop();
  }

  private void run(boolean quick) throws IOException {
    Map<String, EmbedderConfig> embedders = new LinkedHashMap<>();
    embedders.put("hashing", new EmbedderConfig.Hashing());
    if (!quick) {
      String model = OnnxModels.miniLm(Files.createDirectories(folder.resolve("m"))).toString();
      for (LongDocuments choice : List.of(LongDocuments.HEAD, LongDocuments.WINDOWS)) {
        embedders.put(
            "MiniLM, " + choice.toString().toLowerCase(Locale.ROOT),
            new EmbedderConfig.Onnx(model, Pooling.MEAN, 256, choice, 4, 1, 1));
      }
    }
    out.printf(
        "%n%-18s%-14s%22s%22s%9s%10s%10s%16s%n",
        "embedder", "folds", "ROC-AUC", "PR-AUC", "F1", "Spearman", "length", "s/1000 documents");
    for (Map.Entry<String, EmbedderConfig> embedder : embedders.entrySet()) {
      double seconds = secondsAThousand(embedder.getValue().embedder());
      for (GroupBy groupBy :
          quick ? List.of(GroupBy.NONE) : List.of(GroupBy.NONE, GroupBy.FOLDER)) {
        print(embedder.getKey(), groupBy, card(embedder.getValue(), groupBy), seconds);
      }
    }
  }

  private JsonNode card(EmbedderConfig embedder, GroupBy groupBy) throws IOException {
    Runs runs = new Runs(session, Files.createTempDirectory(folder, "run"));
    runs.run(Given.of("ingest", DocumentsTable.TABLE, LabelledPython.documents(session)));
    runs.run(Given.of("label", LabelsTable.TABLE, LabelledPython.labels(session)));
    runs.run(new EmbedJob(new EmbedConfig(embedder, false), new RuleSet(List.of())));
    ClassifierConfig config =
        ClassifierConfigs.with(
            ClassifierConfigs.DEFAULTS,
            false,
            ClassifierConfigs.validation(5, groupBy, 500, List.of()));
    return runs.run(new ClassifierJob(config, embedder, ClassifierConfigs.LIMITS)).metrics();
  }

  /** What embedding the labelled texts takes one thread, the model being loaded and warm. */
  private static double secondsAThousand(Embedder embedder) {
    Set<Sha256> labelled =
        LabelledPython.labels().stream()
            .map(row -> Sha256.wrap((byte[]) row.get(0)))
            .collect(Collectors.toSet());
    List<byte[]> texts =
        LabelledPython.documents().stream()
            .filter(row -> labelled.contains(Sha256.wrap((byte[]) row.get(CONTENT))))
            .map((Row row) -> row.getString(TEXT).getBytes(UTF_8))
            .toList();
    texts.subList(0, texts.size() / 4).forEach(embedder::embed);
    long start = System.nanoTime();
    texts.forEach(embedder::embed);
    return (System.nanoTime() - start) / NANOS / texts.size() * 1000;
  }

  private void print(String embedder, GroupBy groupBy, JsonNode card, double seconds) {
    JsonNode quality = card.path("out_of_fold");
    out.printf(
        Locale.ROOT,
        "%-18s%-14s%22s%22s%9.3f%10.3f%10.3f%16.3f%n",
        embedder,
        groupBy == GroupBy.NONE ? "near copies" : "folders",
        withInterval(quality, "roc_auc"),
        withInterval(quality, "pr_auc"),
        quality.path("f1").asDouble(),
        quality.path("spearman").asDouble(),
        card.path("length").path("roc_auc").asDouble(),
        seconds);
  }

  private static String withInterval(JsonNode quality, String metric) {
    JsonNode interval = quality.path("intervals").path(metric);
    return String.format(
        Locale.ROOT,
        "%.3f (%.3f–%.3f)",
        quality.path(metric).asDouble(),
        interval.path("low").asDouble(),
        interval.path("high").asDouble());
  }
}

package io.hornbook.jobs.label;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.hornbook.common.document.Sha256;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.rule.RuleSet;
import io.hornbook.common.testing.TestData;
import io.hornbook.jobs.run.RunFolder;
import io.hornbook.jobs.testing.Runs;
import io.hornbook.jobs.testing.SparkTest;
import io.hornbook.jobs.testing.TextExchanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorded labels. */
@Tag("slow")
@SparkTest
class LabelJobTest {
  private static final Map<String, Long> QUARANTINED =
      Map.of(
          "malformed_label", 1L,
          "label_without_document", 2L,
          "score_out_of_range", 1L,
          "duplicate_label", 2L);

  private final SparkSession session;
  private final Path temporary;

  LabelJobTest(SparkSession session, @TempDir Path temporary) {
    this.session = session;
    this.temporary = temporary;
  }

  private static LabelJob job(Path labels) throws IOException {
    LabelConfig config = LabelConfigTest.config("recorded.path=" + labels);
    return new LabelJob(config, new RuleSet(List.of()), Map.of(), Clock.systemUTC());
  }

  /** The rows of a table that a job has published. */
  static Dataset<Row> table(
      SparkSession session, RunFolder folder, Manifest manifest, String name) {
    List<String> files =
        manifest.table(name).orElseThrow().files().stream()
            .map(file -> folder.root() + "/" + file.path())
            .toList();
    return session.read().parquet(files.toArray(String[]::new));
  }

  @Test
  void findsAllFourHundredLabelsOfTheDemoWhateverTheRulesSay() throws IOException {
    Published published = new Published();
    TestData.pythonFiles("python-resources-25.0.1.jar", "META-INF/resources/")
        .forEach((path, bytes) -> published.add("python-3.12", path, "python", bytes));
    TestData.pythonFiles("jython-standalone-2.7.4.jar", "Lib/")
        .forEach((path, bytes) -> published.addDuplicate("python-2.7", path, "python", bytes));
    Runs runs = new Runs(session, temporary);
    published.in(runs);

    Manifest manifest;
    try (TextExchanges exchanges = TextExchanges.in(session)) {
      manifest = runs.run(job(TestData.root().resolve("conf/demo/labels.jsonl")));
      assertThat(exchanges.seen()).isNotEmpty();
      assertThat(exchanges.found()).isEmpty();
    }

    assertThat(manifest.accounting()).isEqualTo(Accounting.allKept("labels", 500));
    checkFigures(manifest.metrics());
    Dataset<Row> labels = table(session, runs.folder(), manifest, "labels");
    assertThat(labels.where("replicate = 0").count()).isEqualTo(400);
    assertThat(labels.where("replicate = 1").count()).isEqualTo(100);
    assertThat(labels.select("content_sha256").distinct().count()).isEqualTo(400);
    assertThat(labels.where("annotator not like 'recorded@%' or score < 0 or score > 5").count())
        .isZero();
  }

  /** As published beside the labels: 62 of 400 score 3 or more; 82 of 100 pairs are equal. */
  private static void checkFigures(JsonNode metrics) {
    assertThat(
            metrics.path("by_score").path("3").asInt()
                + metrics.path("by_score").path("4").asInt()
                + metrics.path("by_score").path("5").asInt())
        .isEqualTo(62);
    assertThat(metrics.path("replicates").path("exact").asDouble()).isEqualTo(0.82);
    assertThat(metrics.path("replicates").path("within_one").asDouble()).isEqualTo(1);
    assertThat(metrics.path("replicates").path("spearman").asDouble()).isBetween(0.935, 0.945);
  }

  @Test
  void quarantinesEveryLineThatIsNoLabelOfADocument() throws IOException {
    byte[] content = "x = 1\n".getBytes(UTF_8);
    Published published = new Published().add("s", "a.py", "python", content);
    Runs runs = new Runs(session, temporary.resolve("run"));
    published.in(runs);
    String good = line(Sha256.of(content).hex(), "3,\"second_score\":4");
    Path file = Files.writeString(temporary.resolve("labels.jsonl"), lines(good));

    Manifest manifest = runs.run(job(file));

    assertThat(manifest.accounting())
        .isEqualTo(Accounting.of("labels", 8, 2, Map.of(), QUARANTINED));
    List<Row> rows =
        table(session, runs.folder(), manifest, "quarantine").orderBy("offset").collectAsList();
    assertThat(rows)
        .extracting(row -> row.getAs("reason"))
        .containsExactly(
            "malformed_label", "label_without_document", "score_out_of_range", "duplicate_label");
    assertThat(rows.get(0).<byte[]>getAs("head")).asString(UTF_8).isEqualTo("not json");
    assertThat(rows.get(0).<Long>getAs("offset")).isEqualTo(good.length() + 1L);
    assertThat(rows).allMatch(row -> row.getAs("origin").equals("labels.jsonl"));
    assertThat(
            table(session, runs.folder(), manifest, "labels").orderBy("replicate").collectAsList())
        .extracting(row -> row.<Integer>getAs("score"))
        .containsExactly(3, 4);
  }

  @Test
  void countsTheFirstLabelOfEachTextInItsStratum() throws IOException {
    Published published = new Published();
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      String text = "x".repeat(i + 1);
      String language = i % 4 == 3 ? null : "python";
      published.add("s" + i % 2, "f" + i, language, text.getBytes(UTF_8));
      lines.append(line(Sha256.of(text).hex(), i % 6 + ",\"second_score\":5")).append('\n');
    }
    published.add("s1", "twin", "python", "x".getBytes(UTF_8));
    published.add("s0", "longer, without a label", "python", "x".repeat(99).getBytes(UTF_8));
    Runs runs = new Runs(session, temporary.resolve("run"));
    published.in(runs);
    Path file = Files.writeString(temporary.resolve("labels.jsonl"), lines);

    Manifest manifest = runs.run(job(file));

    Map<String, Integer> strata = strata(manifest);
    Map<String, Integer> expected = new TreeMap<>();
    for (int i = 1; i < 40; i++) {
      String language = i % 4 == 3 ? "null" : "python";
      expected.merge("s%d %s %d %d".formatted(i % 2, language, i / 4, i % 6), 1, Integer::sum);
    }
    // Of two documents with one text the smallest id stands for it, in either source.
    strata.remove("s0 python 0 0");
    strata.remove("s1 python 0 0");
    expected.remove("s0 python 0 0");
    assertThat(strata).isEqualTo(expected);
    assertThat(manifest.metrics().path("labels").asInt()).isEqualTo(80);
  }

  /** The labels by source, language, length decile and score. */
  private static Map<String, Integer> strata(Manifest manifest) {
    Map<String, Integer> strata = new TreeMap<>();
    for (JsonNode stratum : manifest.metrics().path("by_stratum")) {
      for (int score = 0; score < 6; score++) {
        int labels = stratum.path("by_score").path(score).asInt();
        String key =
            Stream.of("source", "language", "length_decile")
                .map(name -> stratum.path(name).asText() + " ")
                .collect(Collectors.joining());
        if (labels > 0) {
          assertThat(strata.put(key + score, labels)).isNull();
        }
      }
    }
    return strata;
  }

  @Test
  void aRunWithABaseRunTakesTheLabelsThatItHasNot() throws IOException {
    byte[] old = "x = 1\n".getBytes(UTF_8);
    byte[] recent = "y = 2\n".getBytes(UTF_8);
    String first = line(Sha256.of(old).hex(), "3,\"second_score\":4");
    Path file = Files.writeString(temporary.resolve("labels.jsonl"), first + "\n");
    Runs base = new Runs(session, temporary.resolve("base"));
    new Published().add("s", "a.py", "python", old).in(base);
    base.run(job(file));
    Runs next = base.next(session, temporary.resolve("next"));
    new Published().add("s", "b.py", "python", recent).in(next);
    Files.writeString(file, first + "\n" + line(Sha256.of(recent).hex(), "1") + "\n");

    Manifest manifest = next.run(job(file));

    assertThat(manifest.accounting())
        .isEqualTo(Accounting.of("labels", 3, 1, Map.of("in_base_run", 2L), Map.of()));
    assertThat(table(session, next.folder(), manifest, "labels").collectAsList())
        .extracting(row -> row.<Integer>getAs("score"))
        .containsExactly(1);
  }

  /** A good line, one of each fault, and a blank one. */
  private static String lines(String good) {
    return String.join(
        "\n",
        good,
        "not json",
        line("a".repeat(64), "2,\"second_score\":2"),
        line("b".repeat(64), "6"),
        good,
        "");
  }

  @Test
  void namesAFileThatIsNotThere() throws IOException {
    Runs runs = new Runs(session, temporary.resolve("run"));
    new Published().add("s", "a.py", "python", new byte[0]).in(runs);
    LabelJob job = job(temporary.resolve("absent.jsonl"));
    assertThatThrownBy(() -> runs.run(job))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("absent.jsonl: there is no such file (label.recorded.path)");
  }

  @Test
  void mergesAHundredThousandLabelsInSeconds() throws IOException {
    StringBuilder lines = new StringBuilder();
    Published published = new Published();
    for (int i = 0; i < 100_000; i++) {
      String text = "text " + i;
      lines.append(line(Sha256.of(text).hex(), "" + i % 6)).append('\n');
      published.add("s" + i % 3, "f" + i, "python", text.getBytes(UTF_8));
    }
    Path file = Files.writeString(temporary.resolve("labels.jsonl"), lines);
    Runs runs = new Runs(session, temporary.resolve("run"));
    published.in(runs);
    long start = System.nanoTime();
    Manifest manifest = runs.run(job(file));
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf("100,000 recorded labels of as many documents in %.1f s%n", seconds);
    assertThat(manifest.accounting()).isEqualTo(Accounting.allKept("labels", 100_000));
    assertThat(strata(manifest).values().stream().mapToInt(labels -> labels).sum())
        .isEqualTo(100_000);
    assertThat(seconds).isLessThan(120);
  }

  private static String line(String content, String score) {
    return "{\"content_sha256\":\"" + content + "\",\"score\":" + score + "}";
  }
}

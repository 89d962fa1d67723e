package io.hornbook.jobs.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.manifest.ManifestJson;
import io.hornbook.jobs.check.CheckConfig.Bounds;
import io.hornbook.jobs.run.RunFolder;
import io.hornbook.jobs.run.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Bounds ANY = new Bounds(0, 1);
  private static final CheckConfig WIDE = new CheckConfig(ANY, ANY, ANY, ANY, ANY);
  private static final Map<String, Long> NONE = Map.of();

  @TempDir private Path run;

  private RunFolder folder;

  @BeforeEach
  void publish() throws IOException {
    folder =
        new RunFolder(new Storage(new Configuration()), new org.apache.hadoop.fs.Path(run.toUri()));
    publish("ingest", Accounting.of("records", 100, 95, NONE, Map.of("unreadable", 5L)), "{}");
    publish(
        "dedup",
        Accounting.of(
            "documents",
            95,
            45,
            Map.of("empty", 20L, "exact_duplicate", 10L, "near_duplicate", 20L),
            NONE),
        "{}");
    publish(
        "train-classifier",
        Accounting.allKept("labelled texts", 400),
        "{\"out_of_fold\": {\"roc_auc\": 0.79}}");
    publish(
        "decontaminate",
        Accounting.allKept("documents", 45),
        """
        {"benchmarks": [{"benchmark": "a"}], "self_test": [
          {"kind": "verbatim", "planted": 10, "found": 10},
          {"kind": "renamed", "planted": 10, "found": 7},
          {"kind": "renamed", "planted": 10, "found": 9}]}
        """);
    publish("select", Accounting.of("documents", 95, 19, Map.of("low_quality", 76L), NONE), "{}");
  }

  private void publish(String job, Accounting accounting, String metrics) throws IOException {
    Manifest manifest =
        new Manifest(
            Manifest.SCHEMA,
            job,
            "a",
            "0".repeat(64),
            "0".repeat(64),
            JSON.createObjectNode(),
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            List.of(),
            accounting,
            JSON.readTree(metrics),
            Map.of(),
            Instant.EPOCH,
            Instant.EPOCH);
    Path file = run.resolve(job).resolve("manifest.json");
    Files.createDirectories(file.getParent());
    Files.write(file, ManifestJson.write(manifest));
  }

  @Test
  void takesTheFiguresFromTheManifests() {
    Check check = new Check(folder, WIDE);

    assertThat(check.figures())
        .extracting(Check.Figure::name, figure -> figure.value().orElse(-1))
        .containsExactly(
            tuple("quarantine_share", 0.05),
            tuple("duplicate_share", 0.4),
            tuple("keep_share", 0.2),
            tuple("self_test_recall", 0.8),
            tuple("classifier_auc", 0.79));
    assertThat(check.passes()).isTrue();
    assertThat(check.failures()).isEmpty();
  }

  @Test
  void namesEveryFigureThatIsOutOnEitherSide() {
    CheckConfig narrow =
        new CheckConfig(new Bounds(0, 0.01), ANY, new Bounds(0.5, 1), ANY, new Bounds(0.79, 0.79));
    Check check = new Check(folder, narrow);

    assertThat(check.passes()).isFalse();
    assertThat(check.failures())
        .isEqualTo(
            "quarantine_share is 0.050 (expected 0.000 to 0.010), keep_share is 0.200 (expected 0.500 to 1.000)");
    assertThat(check.text()).filteredOn(line -> line.endsWith("out")).hasSize(2);
    ObjectNode json = check.json();
    assertThat(json.path("passed").asBoolean()).isFalse();
    assertThat(json.at("/figures/2/passed").asBoolean()).isFalse();
    assertThat(json.at("/figures/2/value").asDouble()).isEqualTo(0.2);
  }

  @Test
  void noBenchmarksAreNothingToMeasureButAForestWithoutAFigureFails() throws IOException {
    publish(
        "decontaminate",
        Accounting.allKept("documents", 45),
        "{\"benchmarks\": [], \"self_test\": []}");
    assertThat(new Check(folder, WIDE).passes()).isTrue();

    publish("train-classifier", Accounting.allKept("texts", 1), "{\"out_of_fold\": {}}");
    assertThat(new Check(folder, WIDE).failures()).startsWith("classifier_auc is –");
  }

  @Test
  void aRunThatFoundNothingNewPasses() throws IOException {
    publish("ingest", Accounting.of("records", 100, 0, Map.of("in_base_run", 100L), NONE), "{}");
    publish("dedup", Accounting.allKept("documents", 0), "{}");
    publish("select", Accounting.allKept("documents", 0), "{}");

    assertThat(new Check(folder, WIDE).passes()).isTrue();
  }

  @Test
  void asksForTheJobsThatHaveNotRun() throws IOException {
    Files.delete(run.resolve("select/manifest.json"));

    assertThatThrownBy(() -> new Check(folder, WIDE).passes())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("run `hornbook select` first");
  }

  @Test
  void boundsAreSharesInOrder() {
    assertThatThrownBy(() -> new Bounds(0.5, 0.4))
        .hasMessage("Invalid bounds: 0.5 to 0.4 (expected 0 <= least <= most <= 1)");
    assertThatThrownBy(() -> new Bounds(0, 1.1)).hasMessageContaining("Invalid bounds");
  }
}

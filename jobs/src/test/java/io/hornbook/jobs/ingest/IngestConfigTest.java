package io.hornbook.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.config.ConfigReader;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.source.Blobs;
import io.hornbook.common.source.ColumnMapping;
import io.hornbook.common.source.PageRules;
import io.hornbook.common.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IngestConfigTest {
  private static final String EVERY_KEY =
      """
      max-record-bytes: 10
      max-row-group-bytes: 12
      split-bytes: 11
      piece-bytes: 13
      blobs: {concurrency: 1, attempts: 2, first-wait-millis: 3}
      fallback-encoding: windows-1252
      sources:
      - {kind: files, name: f, root: r, include: ['*.py'], exclude: ['x*'], repository: p,
         revision: v, language: python, licences: []}
      - {kind: archives, name: a, root: r, archives: ['*.zip'], folder: Lib, include: ['*.py'],
         exclude: ['t/**'], repository: p, revision: v, language: python, licences: [MIT]}
      - {kind: parquet, name: t, root: r, include: ['*'], exclude: [], repository: p,
         revision: v, language: python, licences: [MIT], columns: {text: body, encoding: e}}
      - {kind: parquet, name: b, root: r, columns: {blob: id, encoding: e}, blobs: 's3a://b/c'}
      - {kind: stack-exchange, name: s, root: r, include: ['*'], exclude: [], repository: p,
         language: markdown, licences: [CC0-1.0], min-score: 1, min-answers: 3, tags: [python]}
      - {kind: jsonl, name: j, root: r, include: ['*'], exclude: [], repository: p, revision: v,
         language: python, licences: [MIT], columns: {text: a, path: b, repository: c,
         revision: d, language: e, licences: f, stars: g, created-at: h, attributes: [i]}}
      """;

  @Test
  void bindsEveryKeyOfEveryKind() {
    List<SourceSpec> specs = bind(EVERY_KEY).sources().stream().map(Source::spec).toList();
    assertThat(specs.get(0).files().accepts("a.py")).isTrue();
    assertThat(specs.get(0).files().accepts("xa.py")).isFalse();
    assertThat(specs.get(0).defaults().licences()).isEmpty();
    assertThat(specs.get(1).entries().accepts("t/a.py")).isFalse();
    assertThat(specs.get(1).folder()).isEqualTo("Lib");
    assertThat(specs.get(2).mapping().text()).isEqualTo("body");
    assertThat(specs.get(2).mapping().encoding()).isEqualTo("e");
    assertThat(specs.get(4).defaults().repository()).isEqualTo("p");
    assertThat(bind(EVERY_KEY).sources().get(3).store()).contains("s3a://b/c");
    assertThat(specs.get(3).mapping().blob()).isEqualTo("id");
    assertThat(bind(EVERY_KEY).blobs().limits(9))
        .isEqualTo(new Blobs.Limits(1, 2, Duration.ofMillis(3), 9));
    assertThat(specs.get(4).rules()).isEqualTo(new PageRules(1L, 3, List.of("python")));
    assertThat(specs.get(5).mapping())
        .isEqualTo(
            new ColumnMapping("a", null, null, "b", "c", "d", "e", "f", "g", "h", List.of("i")));
  }

  @Test
  void knowsWhatIsUnknownWhereKeysAreLeftOut() {
    SourceSpec spec = bind(source("kind: parquet, preset: the-stack")).sources().get(0).spec();
    assertThat(spec.mapping()).isEqualTo(ColumnMapping.preset("the-stack"));
    assertThat(spec.files().accepts("data/python/train-0.parquet")).isTrue();
    assertThat(spec.files().accepts("data/_SUCCESS")).isFalse();
    assertThat(spec.defaults().licences()).isNull();
  }

  @Test
  void refusesWhatItCannotMean() {
    assertThatThrownBy(() -> bind(limits(1, "fallback-encoding: latin-klingon, sources: []")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Invalid fallback-encoding: latin-klingon");
    String twice = "[{kind: files, name: f, root: a}, {kind: files, name: f, root: b}]";
    assertThatThrownBy(() -> bind(limits(1, "sources: " + twice)))
        .hasMessageContaining("Invalid sources: the names [f] repeat (expected distinct names)");
    assertThatThrownBy(() -> bind(limits(1, "sources: [{kind: files, nmae: f, root: a}]")))
        .hasMessageContaining("Unknown key sources[0].nmae")
        .hasMessageContaining("Missing sources[0].name");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max-record-bytes: 1,|max-record-bytes: 0,|0 (expected 1 to 1073741824)",
        "max-row-group-bytes: 1,|max-row-group-bytes: 0,|0 (expected at least 1)",
        "split-bytes: 1,|split-bytes: 0,|0 (expected at least 1)",
        "piece-bytes: 1,|piece-bytes: 0,|0 (expected at least 1)",
      })
  void saysWhichLimitIsNone(String right, String wrong, String expected) {
    String config = limits(1, "sources: []");
    assertThat(bind(config).sources()).isEmpty();
    assertThatThrownBy(() -> bind(config.replace(right, wrong)))
        .hasMessageContaining("Invalid " + right.split(":", 2)[0] + ": " + expected);
  }

  private static String limits(long each, String others) {
    return """
        {max-record-bytes: %1$d, max-row-group-bytes: %1$d, split-bytes: %1$d, piece-bytes: %1$d,
         blobs: {concurrency: 1, attempts: 1, first-wait-millis: 0}, %2$s}
        """
        .formatted(each, others);
  }

  @Test
  void refusesColumnsThatNameNoTextOrTwo() {
    assertThatThrownBy(() -> bind(source("kind: parquet")))
        .hasMessageContaining("Invalid columns: none (expected either preset or columns)");
    assertThatThrownBy(() -> bind(source("kind: jsonl, preset: the-stack, columns: {text: t}")))
        .hasMessageContaining("Invalid columns: preset the-stack as well");
    assertThatThrownBy(() -> bind(source("kind: parquet, preset: the-stack-v2")))
        .hasMessageContaining("Invalid blobs: none (expected a folder where");
    assertThatThrownBy(() -> bind(source("kind: parquet, preset: the-stack, blobs: b")))
        .hasMessageContaining("Invalid blobs: b (expected a folder where");
    assertThatThrownBy(() -> bind(source("kind: jsonl, columns: {blob: b}")))
        .hasMessageContaining("Invalid columns: blob (expected the column of the text");
    assertThatThrownBy(() -> bind(source("kind: parquet, preset: the-heap")))
        .hasMessageContaining(
            "Invalid preset: the-heap (expected one of starcoderdata, the-stack, the-stack-dedup,"
                + " the-stack-smol, the-stack-v2)");
  }

  private static String source(String keys) {
    return limits(1, "sources: [{name: s, root: r, %s}]".formatted(keys));
  }

  @Test
  void theDefaultsAndTheDemoAreValid() throws IOException {
    String defaults = Files.readString(TestData.root().resolve("conf/defaults.yaml"));
    String demo = Files.readString(TestData.root().resolve("conf/demo.yaml"));
    ConfigReader reader =
        new ConfigReader(name -> null)
            .layer("defaults", "conf", defaults)
            .layer("demo", "conf", demo);
    ConfigReader ingest =
        new ConfigReader(name -> null)
            .layer("ingest", "conf", reader.tree().get("ingest").toString());
    IngestConfig bound = ingest.bind(IngestConfig.class);
    assertThat(bound.sources()).extracting(Source::name).contains("questions", "leaked");
    assertThat(bound.fallback()).isEqualTo(Optional.empty());
  }

  private static IngestConfig bind(String yaml) {
    return new ConfigReader(name -> null).layer("test", ".", yaml).bind(IngestConfig.class);
  }
}

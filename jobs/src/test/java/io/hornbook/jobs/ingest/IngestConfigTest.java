package io.hornbook.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.config.ConfigReader;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.source.ColumnMapping;
import io.hornbook.common.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IngestConfigTest {
  private static final String EVERY_KEY =
      """
      max-record-bytes: 10
      split-bytes: 11
      fallback-encoding: windows-1252
      sources:
      - {kind: files, name: f, root: r, include: ['*.py'], exclude: ['x*'], repository: p,
         revision: v, language: python, licences: []}
      - {kind: archives, name: a, root: r, archives: ['*.zip'], folder: Lib, include: ['*.py'],
         exclude: ['t/**'], repository: p, revision: v, language: python, licences: [MIT]}
      - {kind: parquet, name: t, root: r, include: ['*'], exclude: [], repository: p,
         revision: v, language: python, licences: [MIT], columns: {text: body, encoding: e}}
      - {kind: stack-exchange, name: s, root: r, include: ['*'], exclude: [], repository: p,
         language: markdown, licences: [CC0-1.0]}
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
    assertThat(specs.get(3).defaults().repository()).isEqualTo("p");
    assertThat(specs.get(4).mapping())
        .isEqualTo(
            new ColumnMapping("a", null, null, "b", "c", "d", "e", "f", "g", "h", List.of("i")));
  }

  @Test
  void knowsWhatIsUnknownWhereKeysAreLeftOut() {
    SourceSpec spec =
        bind("{max-record-bytes: 1, split-bytes: 1, sources: [{kind: parquet, name: t, root: r, preset: the-stack}]}")
            .sources()
            .get(0)
            .spec();
    assertThat(spec.mapping()).isEqualTo(ColumnMapping.preset("the-stack"));
    assertThat(spec.files().accepts("data/python/train-0.parquet")).isTrue();
    assertThat(spec.files().accepts("data/_SUCCESS")).isFalse();
    assertThat(spec.defaults().licences()).isNull();
  }

  @Test
  void refusesWhatItCannotMean() {
    assertThatThrownBy(() -> bind("{max-record-bytes: 0, split-bytes: 1, sources: []}"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Invalid max-record-bytes: 0 (expected 1 to 1073741824)");
    assertThatThrownBy(() -> bind("{max-record-bytes: 1, split-bytes: 0, sources: []}"))
        .hasMessageContaining("Invalid split-bytes: 0 (expected at least 1)");
    assertThatThrownBy(
            () ->
                bind(
                    "{max-record-bytes: 1, split-bytes: 1, fallback-encoding: latin-klingon, sources: []}"))
        .hasMessageContaining("Invalid fallback-encoding: latin-klingon");
    String twice = "[{kind: files, name: f, root: a}, {kind: files, name: f, root: b}]";
    assertThatThrownBy(() -> bind("{max-record-bytes: 1, split-bytes: 1, sources: " + twice + "}"))
        .hasMessageContaining("Invalid sources: the names [f] repeat (expected distinct names)");
    assertThatThrownBy(
            () ->
                bind(
                    "{max-record-bytes: 1, split-bytes: 1, sources: [{kind: files, nmae: f, root: a}]}"))
        .hasMessageContaining("Unknown key sources[0].nmae")
        .hasMessageContaining("Missing sources[0].name");
  }

  @Test
  void refusesColumnsThatNameNoTextOrTwo() {
    assertThatThrownBy(() -> bind(source("kind: parquet")))
        .hasMessageContaining("Invalid columns: none (expected either preset or columns)");
    assertThatThrownBy(() -> bind(source("kind: jsonl, preset: the-stack, columns: {text: t}")))
        .hasMessageContaining("Invalid columns: preset the-stack as well");
    assertThatThrownBy(() -> bind(source("kind: parquet, preset: the-heap")))
        .hasMessageContaining(
            "Invalid preset: the-heap (expected one of starcoderdata, the-stack, the-stack-dedup,"
                + " the-stack-v2)");
  }

  private static String source(String keys) {
    return "{max-record-bytes: 1, split-bytes: 1, sources: [{name: s, root: r, %s}]}"
        .formatted(keys);
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

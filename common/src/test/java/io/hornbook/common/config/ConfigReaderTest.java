package io.hornbook.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.hornbook.common.failure.ConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {
  private static final String DEFAULTS =
      """
      corpus: none
      dedup: {threshold: 0.7, max-members: 64}
      sources: []
      """;

  record Corpus(String corpus, Dedup dedup, List<Source> sources) {}

  record Dedup(double threshold, int maxMembers) {
    Dedup {
      if (threshold <= 0 || threshold > 1) {
        throw new IllegalArgumentException(
            "Invalid threshold: " + threshold + " (expected more than 0, at most 1)");
      }
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(name = "files", value = Files.class),
    @JsonSubTypes.Type(name = "jsonl", value = JsonLines.class)
  })
  sealed interface Source {}

  record Files(String path) implements Source {}

  record JsonLines(String path, Map<String, String> columns) implements Source {}

  private static ConfigReader reader(String yaml) {
    return new ConfigReader(Map.of("HOME", "/home/ada")::get)
        .layer("defaults.yaml", "/defaults", DEFAULTS)
        .layer("mine.yaml", "/conf", yaml);
  }

  @Test
  void laysTheUsersFileOverTheDefaults() {
    assertThat(reader("{corpus: mine, dedup: {threshold: 0.8}}").bind(Corpus.class))
        .isEqualTo(new Corpus("mine", new Dedup(0.8, 64), List.of()));
  }

  @Test
  void takesSingleKeysLast() {
    ConfigReader reader =
        reader("dedup: {threshold: 0.8}")
            .set(List.of("dedup.threshold=0.9", "dedup.max-members=2"), ".");
    assertThat(reader.bind(Corpus.class).dedup()).isEqualTo(new Dedup(0.9, 2));
  }

  @Test
  void tellsVariantsApartByTheirKind() {
    String yaml =
        """
        sources:
        - {kind: files, path: a}
        - {kind: jsonl, path: b, columns: {text: content}}
        """;
    assertThat(reader(yaml).bind(Corpus.class).sources())
        .containsExactly(new Files("a"), new JsonLines("b", Map.of("text", "content")));
  }

  record Chosen(Optional<String> name, Optional<Dedup> dedup, Optional<List<String>> parts) {}

  @Test
  void letsOptionalKeysBeLeftOut() {
    ConfigReader some =
        new ConfigReader(key -> null).layer("a.yaml", ".", "{name: null, parts: [a, b]}");
    assertThat(some.bind(Chosen.class))
        .isEqualTo(new Chosen(Optional.empty(), Optional.empty(), Optional.of(List.of("a", "b"))));
    ConfigReader wrong = new ConfigReader(key -> null).layer("a.yaml", ".", "dedup: {treshold: 1}");
    assertThatThrownBy(() -> wrong.bind(Chosen.class))
        .hasMessageContaining("Unknown key dedup.treshold")
        .hasMessageContaining("Missing dedup.threshold");
  }

  @Test
  void putsValuesForVariables() {
    String yaml = "{corpus: '${here}/x', sources: [{kind: files, path: '${env:HOME}/code'}]}";
    assertThat(reader(yaml).bind(Corpus.class))
        .isEqualTo(new Corpus("/conf/x", new Dedup(0.7, 64), List.of(new Files("/home/ada/code"))));
  }

  @Test
  void reportsAllProblemsAtOnce() {
    String yaml =
        """
        corpsu: x
        dedup: {threshold: 1.5, max-members: many, maxMembers: 3}
        sources:
        - {kind: parquet, path: a}
        - {kind: files, paht: a}
        - {kind: files, path: '${env:NOWHERE}'}
        """;
    assertThatThrownBy(() -> reader(yaml).bind(Corpus.class))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Unknown key corpsu (known here: corpus, dedup, sources)")
        .hasMessageContaining("Invalid dedup.max-members: \"many\" (expected an integer)")
        .hasMessageContaining("Unknown key dedup.maxMembers (known here: max-members, threshold)")
        .hasMessageContaining(
            "Invalid sources[0].kind: \"parquet\" (expected one of [files, jsonl])")
        .hasMessageContaining("Unknown key sources[1].paht (known here: kind, path)")
        .hasMessageContaining("Missing sources[1].path (expected text)")
        .hasMessageContaining("Invalid ${env:NOWHERE} in mine.yaml");
  }

  @Test
  void reportsAValueOutOfRangeWithItsPlace() {
    assertThatThrownBy(() -> reader("dedup: {threshold: 1.5}").bind(Corpus.class))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("dedup: Invalid threshold: 1.5 (expected more than 0, at most 1)");
  }

  @Test
  void reportsWhatIsNoYaml() {
    assertThatThrownBy(() -> reader("a: [").bind(Corpus.class))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Cannot read mine.yaml");
    assertThatThrownBy(() -> reader("a: 1\na: 2").bind(Corpus.class))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Duplicate field 'a'");
    assertThatThrownBy(() -> reader("").set(List.of("x"), ".").bind(Corpus.class))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Invalid --set: x (expected key=value)");
  }

  @Test
  void takesNoNumberForATruthAndNoFractionForAnInteger() {
    assertThatThrownBy(() -> reader("dedup: {max-members: 1.5}").bind(Corpus.class))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Invalid dedup.max-members: 1.5 (expected an integer)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "NaN", "high"})
  void takesNothingElseForANumber(String value) {
    assertThatThrownBy(() -> reader("dedup: {threshold: " + value + "}").bind(Corpus.class))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Invalid dedup.threshold: ")
        .hasMessageContaining("(expected a number)");
  }
}

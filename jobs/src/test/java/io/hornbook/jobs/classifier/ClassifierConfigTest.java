package io.hornbook.jobs.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.hornbook.common.config.ConfigReader;
import io.hornbook.common.testing.TestData;
import io.hornbook.jobs.embed.EmbedConfig;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassifierConfigTest {
  @Test
  void theDefaultsAreTheTestsConfig() throws IOException {
    assertThat(bind("")).isEqualTo(ClassifierConfigs.DEFAULTS);
    assertThat(reader("embed", "").bind(EmbedConfig.class).embedder().embedder().fingerprint())
        .isEqualTo("hashing-v1-384");
  }

  @ParameterizedTest
  @CsvSource({
    "min-score: 0, Invalid min-score: 0 (expected 1 to 5)",
    "min-score: 6, Invalid min-score: 6 (expected 1 to 5)",
    "min-texts: 1, Invalid min-texts: 1 (expected at least 2)",
    "forest: {trees: 0}, Invalid trees: 0 (expected at least 1)",
    "forest: {depth: 31}, Invalid depth: 31 (expected 0 to 30)",
    "forest: {min-texts-per-leaf: 0}, Invalid min-texts-per-leaf: 0 (expected at least 1)",
    "forest: {features-per-split: some}, Invalid features-per-split: some",
    "forest: {bins: 1}, Invalid bins: 1 (expected at least 2)",
    "forest: {sample-share: 0}, Invalid sample-share: 0.0",
    "forest: {partitions: 0}, Invalid partitions: 0 (expected at least 1)",
    "validation: {folds: 1}, Invalid folds: 1 (expected at least 2)",
    "validation: {shingle-length: 0}, Invalid shingle-length: 0 (expected at least 1)",
    "validation: {tokenizer: letters}, Invalid tokenizer: letters",
    "validation: {similarity: 1}, Invalid banding",
    "validation: {max-components: 2}, Cannot choose bands",
    "validation: {bootstrap-samples: -1}, Invalid bootstrap-samples: -1 (expected 0 or more)",
    "'validation: {learning-curve: [0.5, 0.25]}', 'Invalid learning-curve: [0.5, 0.25]'",
    "'validation: {learning-curve: [1]}', 'Invalid learning-curve: [1.0]'",
    "validation: {group-by: file}, group-by",
    "objective: ranking, objective",
    "'signals: [words]', Unknown signal: words",
    "'signals: [declared_licence_v1]', Invalid signal: declared_licence_v1",
    "'signals: [tokens_v1, tokens_v1]', one of",
    "'grid: {trees: [10, 0]}', Invalid trees: 0 (expected at least 1)",
    "'grid: {features-per-split: [most]}', Invalid features-per-split: most",
    "seed: 1, seed"
  })
  void refusesWhatIsOutOfRange(String yaml, String message) {
    assertThatThrownBy(() -> bind(yaml)).hasMessageContaining(message);
  }

  private static ClassifierConfig bind(String yaml) throws IOException {
    return reader("train-classifier", yaml).bind(ClassifierConfig.class);
  }

  private static ConfigReader reader(String section, String yaml) throws IOException {
    String defaults = Files.readString(TestData.root().resolve("conf/defaults.yaml"));
    JsonNode all = new ObjectMapper(new YAMLFactory()).readTree(defaults);
    ObjectNode chosen = (ObjectNode) all.get(section);
    return new ConfigReader(name -> null)
        .layer("defaults", "conf", chosen.toString())
        .layer("test", ".", yaml);
  }
}

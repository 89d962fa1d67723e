package io.hornbook.jobs.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.config.ConfigReader;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.rule.RuleSet;
import io.hornbook.common.testing.TestData;
import io.hornbook.jobs.label.LabelConfig.Annotator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelConfigTest {
  /** The section of the shipped defaults, with keys set over it. */
  static LabelConfig config(String... assignments) throws IOException {
    Path conf = TestData.root().resolve("conf");
    String defaults = Files.readString(conf.resolve("defaults.yaml"));
    String section = defaults.substring(defaults.indexOf("\nlabel:\n") + "\nlabel:\n".length());
    int end = section.indexOf("\n\n#");
    return new ConfigReader(name -> null)
        .layer("label", conf.toString(), end < 0 ? section : section.substring(0, end))
        .set(List.of(assignments), conf.toString())
        .bind(LabelConfig.class);
  }

  @Test
  void readsTheDefaultsAndSpendsNothingByDefault() throws IOException {
    LabelConfig config = config("recorded.path=labels.jsonl");
    assertThat(config.annotator()).isEqualTo(Annotator.RECORDED);
    assertThat(config.openai().maxUsd()).isZero();
    assertThat(config.openai().redact()).isTrue();
    assertThat(config.openai().scoreAnnotator().rubric().name()).isEqualTo("phi-1");
  }

  @Test
  void asksForAFileWhereLabelsAreRecorded() throws IOException {
    LabelConfig config = config();
    assertThatThrownBy(
            () -> new LabelJob(config, new RuleSet(List.of()), Map.of(), Clock.systemUTC()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Invalid label.recorded.path: (absent) (expected a file of labels");
  }

  @ParameterizedTest
  @CsvSource({
    "sample-size,0",
    "repeat-share,1.5",
    "max-document-tokens,3",
    "max-answer-tokens,0",
    "temperature,3",
    "concurrency,0",
    "requests-per-minute,0",
    "tokens-per-minute,0",
    "max-attempts,0",
    "timeout-seconds,0",
    "max-usd,-1",
    "encoding,gpt2",
    "base-url,https://user:secret@localhost/v1",
    "base-url,https://localhost/v1?key=secret",
    "model,''"
  })
  void refusesAValueOutOfRangeByTheNameOfItsKey(String key, String value) {
    assertThatThrownBy(() -> config("recorded.path=x", "openai." + key + "=" + value))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Invalid ")
        .hasMessageContaining(key.replace("max-answer-tokens", "usual-answer-tokens"));
  }

  @Test
  void changesTheAnnotatorWithEveryKeyThatCanChangeAnAnswer() throws IOException {
    String base = id();
    for (String key :
        List.of(
            "model=gpt-4.1",
            "max-document-tokens=100",
            "keep=head_and_tail",
            "encoding=cl100k_base",
            "max-answer-tokens=500",
            "temperature=1",
            "temperature=null",
            "redact=false",
            "extra-body={seed: 1}",
            "rubric=" + TestData.root().resolve("conf/prompts/additive.md"))) {
      assertThat(id("openai." + key)).as(key).isNotEqualTo(base);
    }
    for (String key :
        Map.of("base-url", "http://x", "concurrency", "7", "max-usd", "5", "sample-size", "3")
            .entrySet()
            .stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .toList()) {
      assertThat(id("openai." + key)).as(key).isEqualTo(base);
    }
  }

  private static String id(String... assignments) throws IOException {
    List<String> all = new java.util.ArrayList<>(List.of(assignments));
    all.add("recorded.path=x");
    return config(all.toArray(String[]::new)).openai().scoreAnnotator().fingerprint().id();
  }
}

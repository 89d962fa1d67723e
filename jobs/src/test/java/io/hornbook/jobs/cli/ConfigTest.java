package io.hornbook.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hornbook.common.config.ConfigKeys;
import io.hornbook.common.config.ConfigReader;
import io.hornbook.common.testing.TestData;
import io.hornbook.jobs.run.Storage;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

/** The shipped configs, and the table of all keys. */
class ConfigTest {
  private static final Path CONF = TestData.root().resolve("conf");

  private static CorpusConfig read(String name) {
    return new ConfigFiles(new Storage(new Configuration()))
        .read(CONF.resolve(name).toString(), List.of());
  }

  @Test
  void theDemosConfigBinds() {
    CorpusConfig demo = read("demo.yaml");

    assertThat(demo.corpus()).isEqualTo("demo");
    assertThat(demo.ingest().sources()).hasSize(5);
    assertThat(demo.settings().buckets()).isEqualTo(8);
    assertThat(demo.seed()).isEqualTo(230611644);
  }

  @Test
  void theDefaultsHoldEveryKeyAndNoOther() {
    JsonNode defaults =
        new ConfigReader(System::getenv).layer("defaults", "", ConfigFiles.defaults()).tree();
    for (RecordComponent section : CorpusConfig.class.getRecordComponents()) {
      assertThat(defaults.has(ConfigKeys.key(section))).as(section.getName()).isTrue();
    }
    assertThat(defaults.size()).isEqualTo(CorpusConfig.class.getRecordComponents().length);
  }

  @Test
  void everyKeyIsDescribed() {
    assertThat(reference().lines().filter(line -> line.endsWith("|  |"))).isEmpty();
  }

  @Test
  void theTableOfKeysIsCurrent() throws IOException {
    Path file = CONF.resolve("REFERENCE.md");
    if ("1".equals(System.getenv("HORNBOOK_GENERATE"))) {
      Files.writeString(file, reference());
    }
    assertThat(file)
        .as("write it again: HORNBOOK_GENERATE=1 mvn -pl jobs -am test -Dtest=ConfigTest")
        .content()
        .isEqualTo(reference());
  }

  private static String reference() {
    JsonNode defaults =
        new ConfigReader(System::getenv).layer("defaults", "", ConfigFiles.defaults()).tree();
    return ConfigReference.of(CorpusConfig.class, defaults);
  }
}

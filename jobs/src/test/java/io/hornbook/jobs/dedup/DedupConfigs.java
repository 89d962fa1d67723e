package io.hornbook.jobs.dedup;

import io.hornbook.common.config.ConfigReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Configs of the tests: that of conf/defaults.yaml with a few keys set. */
final class DedupConfigs {
  private static final String DEFAULTS = defaults();

  private DedupConfigs() {}

  /**
   * @param assignments as on the command line: {@code buckets.hubs=2}
   */
  static DedupConfig with(String... assignments) {
    return new ConfigReader(name -> null)
        .layer("defaults.yaml", "", DEFAULTS)
        .set(List.of(assignments), "")
        .bind(DedupConfig.class);
  }

  private static String defaults() {
    try (InputStream in =
        DedupConfigs.class.getResourceAsStream("/io/hornbook/conf/defaults.yaml")) {
      String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new ConfigReader(name -> "")
          .layer("defaults.yaml", "", yaml)
          .tree()
          .get("dedup")
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.hornbook.jobs.cli;

import io.hornbook.common.config.ConfigReader;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.jobs.run.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.fs.Path;

/** Reads a corpus's config: the defaults that the jar carries, the user's file, and single keys. */
final class ConfigFiles {
  private static final String DEFAULTS = "/io/hornbook/conf/defaults.yaml";

  /** The folder of prompts and prices that the defaults name; the launcher sets it. */
  private static final String CONF = "hornbook.conf";

  private final Storage storage;

  ConfigFiles(Storage storage) {
    this.storage = storage;
  }

  CorpusConfig read(String file, List<String> assignments) {
    Path path = storage.qualified(new Path(file));
    byte[] yaml =
        storage
            .read(path)
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "Cannot read the config %s: there is no such file".formatted(file)));
    return new ConfigReader(System::getenv)
        .layer("defaults.yaml", System.getProperty(CONF, folder(path)), defaults())
        .layer(file, folder(path), new String(yaml, StandardCharsets.UTF_8))
        .set(assignments, System.getProperty("user.dir"))
        .bind(CorpusConfig.class);
  }

  static String defaults() {
    try (InputStream in = ConfigFiles.class.getResourceAsStream(DEFAULTS)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder as a plain path on a local disk, with its scheme elsewhere. */
  private static String folder(Path path) {
    Path parent = path.getParent();
    return "file".equals(parent.toUri().getScheme()) ? parent.toUri().getPath() : parent.toString();
  }
}

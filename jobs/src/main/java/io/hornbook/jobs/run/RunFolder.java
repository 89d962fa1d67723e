package io.hornbook.jobs.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.failure.DataException;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.manifest.ManifestJson;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/** The folder of one run: where each job's manifest and attempts lie. */
public final class RunFolder {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Storage storage;
  private final Path root;

  public RunFolder(Storage storage, Path root) {
    this.storage = storage;
    this.root = storage.qualified(new Path(root.toString())); // without a slash at its end
  }

  /** The folder itself. */
  public Path root() {
    return root;
  }

  /** The storage that the folder lies on. */
  public Storage storage() {
    return storage;
  }

  /** Where a job's manifest and attempts lie. */
  public Path job(String job) {
    return new Path(root, job);
  }

  /** What a job has published, if it has. */
  public Optional<Manifest> manifest(String job) {
    Path path = manifestPath(job);
    return storage.read(path).map(bytes -> ManifestJson.read(bytes, path.toString()));
  }

  /**
   * What a job has published.
   *
   * @throws ConfigurationException if it has published nothing
   */
  public Manifest published(String job) {
    return manifest(job)
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "Cannot read the result of %s: it is not published in %s (run `hornbook %s` first)"
                        .formatted(job, root, job)));
  }

  Path manifestPath(String job) {
    return new Path(job(job), "manifest.json");
  }

  /**
   * Fixes what every job of the run must agree on, or checks it against what the first job fixed.
   *
   * @throws ConfigurationException if the run was begun with other values
   */
  void fix(int buckets, long seed) {
    ObjectNode wanted = JSON.createObjectNode().put("buckets", buckets).put("seed", seed);
    Path path = new Path(root, "run.json");
    if (isEmpty()) {
      storage.delete(path); // a job that failed before it published anything has fixed nothing
    }
    storage.writeIfAbsent(
        path, (wanted.toPrettyString() + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    JsonNode fixed = json(path, storage.read(path).orElseThrow());
    if (!fixed.toString().equals(wanted.toString())) {
      throw new ConfigurationException(
          "Cannot use the run folder %s: it was begun with %s, and the config says %s (take another folder, or the first values)"
              .formatted(root, fixed, wanted));
    }
  }

  private boolean isEmpty() {
    return storage.children(root).stream()
        .noneMatch(child -> storage.exists(new Path(child.getPath(), "manifest.json")));
  }

  private static JsonNode json(Path path, byte[] bytes) {
    try {
      return JSON.readTree(new String(bytes, java.nio.charset.StandardCharsets.UTF_8)).deepCopy();
    } catch (IOException e) {
      throw new DataException("Cannot read %s: %s".formatted(path, e.getMessage()), e);
    }
  }
}

package io.hornbook.jobs.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.failure.DataException;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.manifest.ManifestJson;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/** The folder of one run: where each job's manifest and attempts lie. */
public final class RunFolder {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BASE_RUN = "base_run";

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

  /** What all jobs have published, by the names of the jobs. */
  public List<Manifest> manifests() {
    return storage.children(root).stream()
        .map(child -> child.getPath().getName())
        .sorted()
        .flatMap(job -> manifest(job).stream())
        .toList();
  }

  /** What the first job of the run has fixed. */
  RunSettings fixed() {
    JsonNode fixed = settings().orElseThrow();
    return new RunSettings(fixed.path("seed").asLong(), fixed.path("buckets").asInt());
  }

  /** Where a job keeps the finished pieces of an attempt that has not published. */
  Path pieces(String job) {
    return new Path(job(job), "pieces");
  }

  Path manifestPath(String job) {
    return new Path(job(job), "manifest.json");
  }

  /**
   * Fixes what every job of the run must agree on, or checks it against what the first job fixed.
   *
   * @throws ConfigurationException if the run was begun with other values
   */
  void fix(RunSettings settings, Optional<RunFolder> base) {
    if (isEmpty()) {
      storage.delete(settingsPath()); // a job that failed before it published has fixed nothing
    }
    ObjectNode wanted = settings(settings, base);
    storage.writeIfAbsent(settingsPath(), bytes(wanted));
    JsonNode fixed = settings().orElseThrow();
    if (!fixed.toString().equals(wanted.toString())) {
      throw new ConfigurationException(
          "Cannot use the run folder %s: it was begun with %s, and the config and the command line say %s (take another folder, or the first values)"
              .formatted(root, fixed, wanted));
    }
  }

  /** The run that this one builds on, as its first job fixed it. */
  public Optional<RunFolder> base() {
    return isEmpty()
        ? Optional.empty()
        : settings()
            .map(settings -> settings.path(BASE_RUN).asText())
            .filter(base -> !base.isEmpty())
            .map(base -> new RunFolder(storage, new Path(new Path(root + "/"), base)));
  }

  /**
   * Makes the run build on another base run, or on none. What its jobs have read of the former one
   * stays in their manifests, so that each must be run again.
   */
  public void rebase(Optional<RunFolder> base) {
    ObjectNode changed = settings().orElseThrow().deepCopy();
    changed.remove(BASE_RUN);
    base.ifPresent(run -> changed.put(BASE_RUN, pointerTo(run)));
    storage.write(settingsPath(), bytes(changed));
  }

  /**
   * Checks that {@code child} may build on this run.
   *
   * @param settings those of the child, if they are to be compared
   * @throws ConfigurationException if this is no run, or one of other settings
   */
  void checkBase(RunFolder child, Optional<RunSettings> settings) {
    JsonNode fixed =
        settings()
            .filter(found -> !isEmpty())
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "Cannot use %s as the base run of %s: there is no run in it"
                            .formatted(root, child.root)));
    settings.ifPresent(wanted -> checkAlike(fixed, child, wanted));
  }

  private void checkAlike(JsonNode fixed, RunFolder child, RunSettings settings) {
    boolean isAlike =
        fixed.path("buckets").asInt() == settings.buckets()
            && fixed.path("seed").asLong() == settings.seed();
    if (!isAlike) {
      throw new ConfigurationException(
          "Cannot use %s as the base run of %s: it was begun with %s, and the config says %s (buckets and seed must be the same)"
              .formatted(root, child.root, fixed, settings(settings, Optional.empty())));
    }
  }

  private Path settingsPath() {
    return new Path(root, "run.json");
  }

  private Optional<JsonNode> settings() {
    return storage.read(settingsPath()).map(found -> json(settingsPath(), found));
  }

  private ObjectNode settings(RunSettings settings, Optional<RunFolder> base) {
    ObjectNode node =
        JSON.createObjectNode().put("buckets", settings.buckets()).put("seed", settings.seed());
    base.ifPresent(run -> node.put(BASE_RUN, pointerTo(run)));
    return node;
  }

  /** Relative for a run in the same folder, so that both can be moved together. */
  private String pointerTo(RunFolder base) {
    return base.root.getParent().equals(root.getParent())
        ? "../" + base.root.getName()
        : base.root.toString();
  }

  private static byte[] bytes(ObjectNode node) {
    return (node.toPrettyString() + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8);
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

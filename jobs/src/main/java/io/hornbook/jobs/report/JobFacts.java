package io.hornbook.jobs.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.failure.DataException;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.manifest.Manifest.InputJob;
import io.hornbook.common.manifest.Manifest.PublishedFile;
import io.hornbook.common.manifest.Manifest.PublishedTable;
import io.hornbook.jobs.run.RunFolder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What became of each job of a run, as its manifest tells it, or the lack of one. */
final class JobFacts {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double MILLIS_A_SECOND = 1000;

  private final RunFolder folder;
  private final Map<String, Manifest> manifests = new LinkedHashMap<>();
  private final Map<String, String> unreadable = new LinkedHashMap<>();
  private final List<String> names;

  /**
   * @param jobs the known jobs, in the order in which they run; others that the folder holds follow
   */
  JobFacts(RunFolder folder, List<String> jobs) {
    this.folder = folder;
    this.names = new ArrayList<>(jobs);
    folder.storage().children(folder.root()).stream()
        .filter(child -> child.isDirectory() && !jobs.contains(child.getPath().getName()))
        .map(child -> child.getPath().getName())
        .sorted()
        .forEach(names::add);
    for (String name : names) {
      try {
        folder.manifest(name).ifPresent(manifest -> manifests.put(name, manifest));
      } catch (DataException e) {
        unreadable.put(name, e.getMessage());
      }
    }
    names.removeIf(name -> !jobs.contains(name) && !isJob(name));
  }

  private boolean isJob(String name) {
    return manifests.containsKey(name) || unreadable.containsKey(name);
  }

  Optional<Manifest> manifest(String job) {
    return Optional.ofNullable(manifests.get(job));
  }

  /** One object a job. */
  ArrayNode json() {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (String name : names) {
      ObjectNode job = all.addObject().put("name", name);
      manifest(name)
          .ifPresentOrElse(
              manifest -> published(job, manifest), () -> job.put("state", unpublished(name)));
    }
    return all;
  }

  private String unpublished(String name) {
    if (unreadable.containsKey(name)) {
      return "unreadable: " + unreadable.get(name);
    }
    return folder.storage().children(folder.job(name)).isEmpty()
        ? "not run"
        : "begun, not published";
  }

  private void published(ObjectNode job, Manifest manifest) {
    List<String> stale = stale(manifest);
    job.put(
        "state",
        stale.isEmpty()
            ? "published"
            : "published, from earlier results of " + String.join(", ", stale));
    long millis = Duration.between(manifest.started(), manifest.finished()).toMillis();
    job.put("seconds", millis / MILLIS_A_SECOND);
    job.put("finished", manifest.finished().toString());
    job.set("accounting", JSON.valueToTree(manifest.accounting()));
    job.set("metrics", manifest.metrics());
    job.set("config", manifest.config());
    job.set("versions", JSON.valueToTree(manifest.versions()));
    ArrayNode tables = job.putArray("tables");
    for (PublishedTable table : manifest.tables()) {
      tables
          .addObject()
          .put("name", table.name())
          .put("rows", table.rows())
          .put("files", table.files().size())
          .put("bytes", table.files().stream().mapToLong(PublishedFile::bytes).sum());
    }
  }

  /** The jobs of this run that have published something else since this one read them. */
  private List<String> stale(Manifest manifest) {
    return manifest.inputs().stream()
        .filter(input -> input.runsBack() == 0)
        .filter(
            input ->
                manifest(input.job())
                    .filter(now -> !now.digest().equals(input.digest()))
                    .isPresent())
        .map(InputJob::job)
        .toList();
  }
}

package io.hornbook.jobs.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.manifest.Manifest.InputJob;
import io.hornbook.common.manifest.Manifest.PublishedTable;
import io.hornbook.common.manifest.RowDigest;
import io.hornbook.jobs.table.Table;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.spark.sql.SparkSession;

/**
 * Writes the next version of what a job has published, without running the job: the same files but
 * for rows that are taken out of some of them. It is an attempt like any other, which a manifest
 * publishes; the config, the inputs and the fingerprint stay, so that the job still has nothing to
 * do.
 */
public final class NextVersion {
  /** The key of a manifest's metrics that names the digests of the versions before. */
  private static final String REPLACED = "replaced_digests";

  private final SparkSession session;
  private final RunFolder folder;
  private final Clock clock;

  public NextVersion(SparkSession session, RunFolder folder, Clock clock) {
    this.session = session;
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * What is different in one table.
   *
   * @param table the table
   * @param rows what happens to its rows
   * @param records how many of the records that the job's accounting counts as kept go with them
   * @param files those that hold such rows, by their paths in the manifest; the others are copied
   */
  public record Change(Table table, RowChange rows, long records, List<String> files) {
    public Change {
      files = List.copyOf(files);
    }
  }

  /**
   * Publishes the next version, and then deletes the one before.
   *
   * @param reason under which the accounting counts the rows that are gone
   * @return what is published now
   */
  public Manifest publish(Manifest current, List<Change> changes, String reason) {
    String attempt = UUID.randomUUID().toString();
    AttemptCopy copy = new AttemptCopy(session, folder, current, attempt);
    try {
      Map<String, PublishedTable> tables = new LinkedHashMap<>();
      current.tables().forEach(table -> tables.put(table.name(), copy.moved(table)));
      copy.write(changes);
      changes.forEach(
          change ->
              tables.compute(
                  change.table().name(), (name, table) -> digested(copy, change, table)));
      Manifest next =
          manifest(current, attempt, copy, new ArrayList<>(tables.values()), changes, reason);
      Publication.publish(folder, next, true);
      return next;
    } finally {
      Publication.deleteStale(folder, current.job());
    }
  }

  private PublishedTable digested(AttemptCopy copy, Change change, PublishedTable table) {
    PublishedTable present = copy.present(table);
    RowDigest digest =
        TableDigest.of(
            new PublishedReader(session, folder).read(present, change.table()), change.table());
    return new PublishedTable(
        present.name(),
        present.version(),
        present.columns(),
        present.buckets(),
        digest.rows(),
        change.table().digestColumns().isEmpty() ? RowDigest.EMPTY.hex() : digest.hex(),
        present.files());
  }

  private Manifest manifest(
      Manifest current,
      String attempt,
      AttemptCopy copy,
      List<PublishedTable> tables,
      List<Change> changes,
      String reason) {
    Map<String, String> digests = new TreeMap<>(current.digests());
    tables.forEach(table -> digests.put("table " + table.name(), table.digest()));
    String digest = Fingerprint.of(digests);
    return new Manifest(
        Manifest.SCHEMA,
        current.job(),
        attempt,
        current.fingerprint(),
        digest,
        current.config(),
        current.inputs(),
        current.external(),
        tables,
        current.digests(),
        current.artifacts().stream().map(copy::moved).toList(),
        accounting(current.accounting(), changes, reason),
        withReplaced(current, digest),
        Versions.current(),
        current.started(),
        clock.instant());
  }

  private static Accounting accounting(Accounting before, List<Change> changes, String reason) {
    long gone = changes.stream().mapToLong(Change::records).sum();
    Map<String, Long> dropped = new TreeMap<>(before.dropped());
    dropped.merge(reason, gone, Long::sum);
    return Accounting.of(
        before.unit(), before.read(), before.kept() - gone, dropped, before.quarantined());
  }

  private static JsonNode withReplaced(Manifest current, String digest) {
    if (current.digest().equals(digest) || !(current.metrics() instanceof ObjectNode metrics)) {
      return current.metrics();
    }
    ObjectNode next = metrics.deepCopy();
    next.withArray(REPLACED).add(current.digest());
    return next;
  }

  /**
   * Lets what was made from a version that is replaced count as made from the version that replaces
   * it: in the manifests of every run of the chain, inputs whose digests are replaced ones become
   * the present ones, and fingerprints follow. Without that every later job would be asked for
   * again, for rows that nobody misses.
   *
   * @param runs oldest first
   */
  public static void relabel(List<RunFolder> runs) {
    for (int run = 0; run < runs.size(); run++) {
      for (Manifest manifest : runs.get(run).manifests()) {
        relabel(runs, run, manifest);
      }
    }
  }

  private static void relabel(List<RunFolder> runs, int run, Manifest manifest) {
    List<InputJob> inputs =
        manifest.inputs().stream().map(input -> present(runs, run, input)).toList();
    if (!inputs.equals(manifest.inputs())) {
      RunFolder folder = runs.get(run);
      String fingerprint =
          Fingerprint.ofPlan(
              manifest.job(), folder.fixed(), manifest.config(), inputs, manifest.external());
      Publication.publish(folder, withInputs(manifest, fingerprint, inputs), true);
    }
  }

  private static InputJob present(List<RunFolder> runs, int run, InputJob input) {
    int from = run - input.runsBack();
    return from < 0
        ? input
        : runs.get(from)
            .manifest(input.job())
            .filter(manifest -> replaces(manifest, input.digest()))
            .map(manifest -> new InputJob(input.job(), manifest.digest(), input.runsBack()))
            .orElse(input);
  }

  private static boolean replaces(Manifest manifest, String digest) {
    return manifest.metrics().path(REPLACED) instanceof ArrayNode replaced
        && replaced.valueStream().anyMatch(each -> each.asText().equals(digest));
  }

  private static Manifest withInputs(Manifest manifest, String fingerprint, List<InputJob> inputs) {
    return new Manifest(
        manifest.schema(),
        manifest.job(),
        manifest.attempt(),
        fingerprint,
        manifest.digest(),
        manifest.config(),
        inputs,
        manifest.external(),
        manifest.tables(),
        manifest.digests(),
        manifest.artifacts(),
        manifest.accounting(),
        manifest.metrics(),
        manifest.versions(),
        manifest.started(),
        manifest.finished());
  }
}
